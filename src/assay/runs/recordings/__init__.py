"""Recorded calls: kept in the home, heard, and their words in the record beside the call that they belong to."""
