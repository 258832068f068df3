"""What every page stands in: words, visitor, shell, limits, paging."""
