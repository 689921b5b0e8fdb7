"""The reasons of one deal as they are shown: with interval, grounds, three accounts, and where it cannot be told."""
