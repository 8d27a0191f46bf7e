"""A plan with contributors: each writes its own part and no other's, and nobody's effort counts twice.

Hours are added to hours and kroner to kroner, never to each other; the figure of the whole is measured, not
the sum of a whole and its parts.
"""
