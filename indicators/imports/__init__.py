"""A file becomes values by read, match, check, preview and commit; nothing is measured before the last."""
