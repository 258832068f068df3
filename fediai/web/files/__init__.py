"""Bytes that are not made for one visitor: stored pictures, the pages' own files, our source."""
