"""Measured values on their way out, as plain rows; a writer turns rows into one form and asks nothing itself."""
