"""Pages and addresses of working on a plan together: the sheet, its history, comments and versions.

Nothing here writes by itself: cells go through `edits`, rows through `rows` and `bin`, the rest through
`versions` and `comments`. Every page works without script, only slower.
"""
