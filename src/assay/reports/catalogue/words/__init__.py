"""The words of the record, searchable: names, notes, letters, talks, what was said, with the deals that they belong to."""
