"""People who came, went and rose at the buyer during a deal."""
