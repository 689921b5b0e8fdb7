"""The nouns and contracts that every other room rests on; this room imports nothing of the others."""
