"""Text files with one row a line: see README.md."""
