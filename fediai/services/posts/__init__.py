"""What can be said and what is heard: composing, publishing, reacting, arriving, removing."""
