"""How people come in, as apps do it."""
