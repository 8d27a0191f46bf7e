"""Excel workbooks: see README.md."""
