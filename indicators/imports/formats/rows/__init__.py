"""Rows as JSON: see README.md."""
