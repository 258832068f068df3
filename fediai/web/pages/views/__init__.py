"""What templates read, made of what services return: pure functions, one per value of the templates' README."""
