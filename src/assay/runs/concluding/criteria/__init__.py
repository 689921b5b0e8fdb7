"""Criteria: what is known of deals at intake, the rules learnt from it, and their test on later deals."""
