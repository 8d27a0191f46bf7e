"""Migrations of definitions."""
