"""Who else can talk to a buyer, as it is shown."""
