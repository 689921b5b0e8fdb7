"""What reaches people in their everyday tools: digests by mail, and a calendar feed."""
