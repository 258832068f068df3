"""The nouns and rules of pictures: prompts, commands, generations, attached files."""
