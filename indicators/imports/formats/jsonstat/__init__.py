"""JSON-stat 1 and 2: see README.md."""
