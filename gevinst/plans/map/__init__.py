"""The gevinstkart: from functionality over changes in how one works to benefits and goals. Drawn from the
rows of the plan, and needs no script to be drawn."""
