"""Pages of a plan's files: out (`files`), back in (`returned`), and the calendar (`feeds`)."""
