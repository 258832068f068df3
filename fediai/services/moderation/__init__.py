"""What moderators decide about, and what they decided."""
