"""From the words of a prompt to what they ask for."""
