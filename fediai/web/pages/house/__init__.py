"""What the house says about itself: how AI is used, our own words, and what machines may read."""
