"""A figure is measured beside the best this machine can do, in the same run, and given as a share of it."""
