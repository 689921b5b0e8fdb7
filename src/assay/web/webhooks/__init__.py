"""Webhooks: what happens here, told to other programs of the company, signed, and sent until it has arrived."""
