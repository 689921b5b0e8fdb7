"""The words of the record, searchable: names, notes, letters, talks, what was said, each with its deals."""
