"""The ways in: invitations, who asked to join, letters with a secret, second steps of signing in."""
