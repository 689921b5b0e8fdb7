"""What was believed of the deal, beside what the record said."""
