"""Rule: arithmetic only. Plain functions on numbers and dates; no database, no Django, no other leaf.

Every public name here stands in words, with its source, in docs/calculations.md.
"""
