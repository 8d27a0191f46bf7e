"""One module per thing a person does with values. A view reads through the gate and writes by a service."""
