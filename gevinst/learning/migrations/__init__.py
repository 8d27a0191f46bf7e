"""Migrations of learning."""
