"""The processes that `fediai serve` is made of."""
