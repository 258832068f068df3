"""What the studio and those who ask it write to each other."""
