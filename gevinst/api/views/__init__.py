"""One module per thing a program asks for or a person does. A view reads through the gate, writes by a service."""
