"""The pages of this room, for administrators alone."""
