"""Actions: who does what until when, and whether it changed anything (T10)."""
