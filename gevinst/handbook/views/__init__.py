"""The pages of the handbook. All of them are open."""
