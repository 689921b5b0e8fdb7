"""What follows from the rows that a source gave: outcomes, closings, links, names, sides."""
