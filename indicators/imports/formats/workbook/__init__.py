"""Workbooks of spreadsheets: see README.md. What calamine does not tell is read from the file beside it."""
