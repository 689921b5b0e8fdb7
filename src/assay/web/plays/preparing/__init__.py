"""What stands ready before a play is made: how they decide, whom to call, through whom, what to say, what to offer."""
