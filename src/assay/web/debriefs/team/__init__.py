"""What the rooms of our own people share: questions, fields kept as they are typed, and what the record knows."""
