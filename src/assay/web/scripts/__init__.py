"""What to say in a play: the scripts on its page, and the check that they give nobody away."""
