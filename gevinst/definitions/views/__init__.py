"""The page on which somebody answers. A view reads through the gate and writes by a service."""
