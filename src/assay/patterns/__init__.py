"""What holds across deals: logic without engine or pages."""
