"""Who else can talk to a buyer: what the workflow adds to it, and its part of the page before a play."""
