"""A workshop gathers what many people know about time: tasks with potential, and what must change.

An estimate is never a measured value: it is kept here, with its range and who it came from, and a benefit
made of it only points back. Participants have no account; the link they were given opens their own page of
that one workshop and nothing else.
"""
