"""Programs ask and send here as people do on the pages: through the same gate, and never for more."""
