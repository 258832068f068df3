"""What ends an exchange with a far server without an answer; neither leaves this room."""


class TooBig(ValueError):
    """More bytes than we wanted."""


class Broken(OSError):
    """The other side does not speak HTTP as it should, or stopped half-way."""
