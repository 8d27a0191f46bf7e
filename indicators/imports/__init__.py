"""A file becomes measured values in five steps - read, match, check, preview, commit - and nothing is written before the last."""
