"""What is learned from ended deals: actions, review meetings, audits, staying in touch, briefs and private sheets."""
