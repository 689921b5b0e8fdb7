"""Transcripts of calls: who said what, and when in the call."""
