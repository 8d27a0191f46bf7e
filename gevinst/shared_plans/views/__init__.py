"""One module per page. Rows come from the gate, and what is written goes through services."""
