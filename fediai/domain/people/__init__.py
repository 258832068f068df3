"""People as nouns: logins, scopes, preferences, follows, and what rings their bell."""
