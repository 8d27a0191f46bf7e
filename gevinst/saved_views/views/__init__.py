"""Saving, deleting and choosing views; each is sent from the board it belongs to, and leads back there."""
