"""Selections of municipalities and whole views of a board, kept by name: for oneself, or those at an actor.

Written by `services`, read through the gate. A view is a question as the address has it, and never a figure:
what it shows is asked again, with the rights of whoever opens it.
"""
