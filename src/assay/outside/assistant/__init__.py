"""What a person's assistant may ask: a client of the API with that person's token, spoken to by MCP."""
