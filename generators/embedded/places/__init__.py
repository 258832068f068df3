"""Skies, lands, waters and towns: where a picture happens."""
