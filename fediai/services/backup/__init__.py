"""Backups: a folder with the database, the pictures that nobody else has, the configuration, and what proves it."""
