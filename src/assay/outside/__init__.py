"""What talks to other systems: mail by SMTP, calendar files. It knows no deal and no page."""
