"""Words of posts: kept, and found again."""
