"""What things cost, on real processes and sockets: figures beside a baseline of the same run; none is asserted."""
