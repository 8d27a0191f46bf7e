"""Settings of each way to run; they assemble the product and no leaf imports them."""
