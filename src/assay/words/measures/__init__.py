"""What a seller can do against a concern, and where the words of the record tell that it was done."""
