"""Roll-outs of practices in steps: read from record and results, and drawn."""
