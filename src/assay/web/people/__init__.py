"""Who works here: users, their roles and teams, what they may see, and the log of what they did."""
