"""What people wrote and said: coded, checked and listened to. Knows no run, no page and no web server."""
