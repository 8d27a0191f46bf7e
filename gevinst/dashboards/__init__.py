"""Boards read measured values and plans and own no tables; a board is one file and one registry line."""
