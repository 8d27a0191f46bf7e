"""One current row per indicator, actor, period and breakdown.

Earlier rows are kept, so any figure can be traced, and shown as of an earlier date.
"""
