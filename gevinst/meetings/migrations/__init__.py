"""The tables of meetings, in the order they came to be."""
