"""An indicator is a reviewed data file (definitions/*.toml); the tables are its copy for queries, never edited by hand."""
