"""What people arranged for themselves: lists, hashtags, filters."""
