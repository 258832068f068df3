"""Statuses in memory: threads, timelines, homes, reactions, and who sees what."""
