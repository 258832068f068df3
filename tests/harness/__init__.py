"""What stories are told with: complete servers in one process, an imaginary wire, a painter, two databases."""
