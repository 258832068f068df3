"""What things cost, on real processes and real sockets. Prints figures beside a baseline of the same run; asserts none."""
