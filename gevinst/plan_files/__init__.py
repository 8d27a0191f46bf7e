"""A plan as a file. What a plan says is gathered once (`document.py`); each format has a writer of its own.

A spreadsheet may come back: what differs is shown cell by cell, and nothing is written before a person has
said so.
"""
