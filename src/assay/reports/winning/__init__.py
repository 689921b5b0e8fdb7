"""What is said of the win probability: of one deal, of the list of open deals, and of how well it kept its word."""
