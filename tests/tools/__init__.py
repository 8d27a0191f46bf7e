"""The tools a developer and CI run."""
