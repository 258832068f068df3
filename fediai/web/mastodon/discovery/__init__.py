"""Whom and what to look at next."""
