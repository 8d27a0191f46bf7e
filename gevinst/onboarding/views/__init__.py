"""The task list, and a page for each task."""
