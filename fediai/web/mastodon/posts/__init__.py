"""More of a status: pinned, its history, its thread muted."""
