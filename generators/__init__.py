"""Knows prompts and pictures, not posts: anything that paints can serve an instance through this package."""
