"""A database backend; `base` is the name Django looks for."""
