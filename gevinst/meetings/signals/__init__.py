"""What in the figures asks to be taken up: one module for each sort of signal.

Each has `proposed`, what it would put on the agenda, the weightiest first, and `finding`, what such an item
says now. They are handed a `World` in which all figures are read already.
"""
