"""What the API answers with and takes, as its OpenAPI description has it. Ids are texts: they have up to 64 bits."""
