"""Texts that leave this machine: each is looked at and approved by a person before it is sent."""
