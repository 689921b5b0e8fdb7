"""What is seen across deals, as logic: no engine, no pages."""
