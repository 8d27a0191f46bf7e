"""One module per thing a person does with reviews. A view reads through the gate and writes by a service."""
