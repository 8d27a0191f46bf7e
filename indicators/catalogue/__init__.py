"""An indicator is a reviewed file (definitions/*.toml); the tables are its copy, never edited by hand."""
