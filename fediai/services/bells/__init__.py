"""Notifications in groups, and a person's policy about strangers who ring."""
