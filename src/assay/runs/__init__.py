"""The one orchestration: cut a book, ask the signals, keep what they say under a run id."""
