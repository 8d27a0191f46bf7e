"""A file is parsed in a process of its own, within limits; what comes out of it is plain data and no more.

A hostile or broken file can then cost a child its life, and nobody else theirs. `child.py` and what it reads
with know nothing of the database; the parent never opens the file.
"""
