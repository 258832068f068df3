"""What people do, told whole: from the first word to the last row."""
