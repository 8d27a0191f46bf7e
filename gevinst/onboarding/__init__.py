"""What an actor has in place before its work with benefits is under way, judged by what is really there.

Roles, plans, baselines and workshops are asked where they live; stored here is only what nothing else knows.
"""
