"""The file of one deal as a page, its rows, and the same on paper."""
