"""What travels through third hands: activities that others carry, ours that we carry on, and relays."""
