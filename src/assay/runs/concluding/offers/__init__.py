"""What was done against a concern, and how deals ended after it."""
