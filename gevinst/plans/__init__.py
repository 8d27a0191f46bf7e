"""A plan says what an actor wants to improve: benefit, baseline, ambition, milestones, actions.

It points at indicators and reads their measured values; it stores no figure that can be measured.
"""
