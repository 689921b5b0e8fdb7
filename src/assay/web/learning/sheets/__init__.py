"""What a manager prepares for a talk with one rep, seen by that manager alone."""
