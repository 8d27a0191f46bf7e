"""One module per thing a program asks for or a person does. Read through the gate, written by services."""
