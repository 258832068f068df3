"""What an arrival is about: whose, and which post."""
