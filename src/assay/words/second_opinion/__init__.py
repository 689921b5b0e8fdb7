"""A language model's codes beside ours: asked at an address of the user's own, checked here, never the sole coder."""
