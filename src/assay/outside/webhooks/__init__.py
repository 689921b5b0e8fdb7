"""Events told to other programs: signed, and sent to addresses that were judged."""
