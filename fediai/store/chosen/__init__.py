"""What people arranged for themselves, in memory: lists, hashtags, filters."""
