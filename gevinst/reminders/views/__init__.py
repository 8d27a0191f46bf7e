"""One module per thing a person does with reminders. A view reads by the sources and writes by a service."""
