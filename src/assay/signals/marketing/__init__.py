"""What campaigns sent to the buyer, and when."""
