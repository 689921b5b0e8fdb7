"""How well the words are read: labelled sets, and the figures on them."""
