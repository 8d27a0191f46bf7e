"""A page reads through the gate and writes through a service; one module per thing one does in a meeting."""
