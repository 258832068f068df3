"""What moderators decide, as nouns and rules."""
