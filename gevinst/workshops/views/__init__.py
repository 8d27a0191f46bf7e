"""Pages of a workshop: those of the one who holds it, and in `visits.py` those of who has the link.

Rows come through the gate, and through the participant's own workshop; writes go through services.
"""
