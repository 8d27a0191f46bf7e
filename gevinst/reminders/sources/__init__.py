"""A source says what of one kind waits for whom: in a constant number of queries, whoever asks."""
