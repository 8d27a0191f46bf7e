"""An indicator is a reviewed data file (definitions/*.toml); the tables are its copy, never edited by hand."""
