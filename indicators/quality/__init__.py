"""A check says where, what, how likely and what to do. It never changes a value, and an answer is kept.

A check is one file in checks/ and one line in its registry; what it judges is plain arrays (values.py), so
that a million values are judged in seconds. Whether it stops an import is said in one table (rules.py).
"""
