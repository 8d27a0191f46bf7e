"""The pages of measured values: import with preview, batches with undo, and the trail of a figure."""
