"""Whose bell rings how loudly: groups of notifications, and what is kept back until somebody looks."""
