"""Invitations and letters to a buyer: written, heard for what they should not say, sent, and what came back."""
