"""One module per thing a person does to learn from others. A view reads through the gate."""
