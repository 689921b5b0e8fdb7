"""The figures that the README quotes, each made by one command: `python -m bench [import | signals | deal | turn]`."""

import os

# what is measured here is the asking of signals; bench/words measures the coding of words
os.environ.setdefault("ASSAY_WORDS", "no")
