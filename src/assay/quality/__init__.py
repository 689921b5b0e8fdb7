"""What is wrong with the record, and what to mend first."""
