"""The buyer's own page: opened by a link that opens nothing else, without an account."""
