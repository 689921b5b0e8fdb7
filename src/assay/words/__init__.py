"""What people wrote and said: coded with care, or left uncoded."""
