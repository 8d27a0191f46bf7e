"""A workbook of a plan that comes back. Read by the child that reads all files, compared with what stands
now, shown, and written by `plans.edits` alone - so that nothing is overwritten unseen.
"""
