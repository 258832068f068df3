"""The doors for other servers: what they ask of us, and what they bring."""
