"""A generator's own process: dials in to an instance, offers, paints what it is given, until told to stop."""

from generators.worker.program import HUNG, REFUSED, STOPPED, run, serve

__all__ = ["HUNG", "REFUSED", "STOPPED", "run", "serve"]
