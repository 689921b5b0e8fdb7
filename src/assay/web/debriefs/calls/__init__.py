"""The call with the buyer: notes as it goes, and what becomes of them."""
