"""The minutes say what the meeting saw and decided: figures as they were frozen, never those of now.

A writer is given a `MinutesDocument` and asks the database nothing. They are short, and made while one waits.
"""
