"""People who were erased: known again by hashes alone, so that no later import brings them back."""
