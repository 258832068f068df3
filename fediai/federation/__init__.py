"""Hands for far servers: see README.md."""
