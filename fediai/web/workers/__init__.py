"""Where generator workers dial in: a hub of their sockets, each with what it holds."""
