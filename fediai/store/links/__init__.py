"""What is remembered of linked pages."""
