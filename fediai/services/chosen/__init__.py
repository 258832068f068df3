"""What people choose for themselves and show on their profile."""
