"""What holds across deals: logic on arrays and rows, with no engine and no pages."""
