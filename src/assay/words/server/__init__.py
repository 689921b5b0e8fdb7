"""One question to the server of a model: bounded in time and size, and never through a proxy to this machine."""
