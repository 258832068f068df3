"""How pictures come about: asking, painting, developing, publishing, uploading."""
