"""The deals of the last run in a file made for pages: listed, filtered and found in milliseconds, at any size."""
