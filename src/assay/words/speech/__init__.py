"""Recorded calls: from sound to utterances, each with its channel and its times. Nothing leaves the machine."""
