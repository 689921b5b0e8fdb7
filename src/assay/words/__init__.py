"""What people said and wrote, read with care: no network, no Django, no results written."""
