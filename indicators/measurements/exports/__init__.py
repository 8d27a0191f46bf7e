"""Measured values on their way out, as plain rows; a writer turns them into one form and asks nothing."""
