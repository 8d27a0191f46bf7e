"""A review says of one period what the figures showed, why, and what was decided: prepared by night.

The figures of a review are frozen when it is prepared. An answer is added, never written over.
"""
