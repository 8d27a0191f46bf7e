"""The page on which a person chooses the limits of a chart. Reads through the gate, writes by services."""
