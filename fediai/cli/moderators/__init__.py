"""Commands for whoever looks after the house."""
