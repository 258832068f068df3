"""Larger parts of commands: the processes of `fediai serve`, and the verbs of moving house."""
