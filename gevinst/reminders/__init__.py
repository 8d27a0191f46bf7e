"""A reminder is found, never stored: each source says what waits for whom, and it is gone when it is done.

A source is one file and one line of the registry. All of them are asked about any number of people at once.
"""
