"""Who speaks from afar, and how we ask there."""
