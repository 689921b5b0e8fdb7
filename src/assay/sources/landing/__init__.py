"""From staged rows to the record as it will stand: duplicates merged, compared with what is there, counted."""
