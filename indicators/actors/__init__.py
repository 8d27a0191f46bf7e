"""Everybody that can be measured or can own a plan is one row in one table.

Who belongs to whom is dated membership in a named structure, and the closure of it makes a roll-up one join.
"""
