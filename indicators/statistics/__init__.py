"""Plain functions on numbers and arrays: no Django, no database, each with its source."""
