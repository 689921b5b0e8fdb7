"""What stands out in the won deals of one rep or one team."""
