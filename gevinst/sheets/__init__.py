"""The pages of the utvalgsliste: the list and the one-page sheet of each indicator."""
