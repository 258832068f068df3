"""For whatever watches over us: alive, ready, and in numbers."""
