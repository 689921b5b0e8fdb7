"""One question asked of every deal, one file each."""
