"""What goes wrong between us and a database, as a sentence for whoever runs the server."""


class StoreError(Exception):
    """The database can't be used as it is; the sentence says why, and what to do."""


class Unreachable(StoreError):
    """It does not answer, or does not let us in."""


class NeedsPerson(StoreError):
    """The server will not do this by itself; the sentence says what to type."""
