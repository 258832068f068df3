"""How people come in: registration, invitations, approval."""
