"""Everybody that can be measured or can own a plan is one row in one table; who belongs to whom is dated membership in a named structure."""
