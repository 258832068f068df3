"""Filters in both versions of the interface."""
