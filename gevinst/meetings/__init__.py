"""A meeting looks at figures that stand still. Its agenda is proposed from signals and edited by whoever
leads it; what was shown is kept as it was, whatever is corrected later; what is decided follows on to the
next meeting, with what has become of its figure.

Those with a role at a member read it, and see the figures of all members: figures that are not open are
therefore taken in only where the members share figures by agreement.
"""
