"""Who like us has improved beyond chance, and what did they do: told only of those who share their actions.

Whether a figure has improved is told of whoever's figures the reader may see; no figure is repeated here.
"""
