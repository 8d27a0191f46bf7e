"""One module per thing a person does with an account or a role. Reads by the gate, writes by services."""
