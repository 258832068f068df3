"""People in memory: accounts and keys, logins and tokens, and what passes between them."""
