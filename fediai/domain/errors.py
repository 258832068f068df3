"""What can go wrong between people and the house: each error carries a sentence that is safe to show."""

from typing import ClassVar


class DomainError(Exception):
    """Raised by services; mapped to an HTTP status in one place, `web/errors.py`."""

    status: ClassVar[int] = 500
    safe: ClassVar[str] = "Something went wrong"

    def __init__(self, sentence: str = "", *, retry_after: int | None = None) -> None:
        super().__init__(sentence or self.safe)
        self.sentence = sentence or self.safe
        self.retry_after = retry_after


class Invalid(DomainError):
    """What was sent can't be done as it stands."""

    status = 422
    safe = "Validation failed"


class Malformed(DomainError):
    """What was sent can't be read at all."""

    status = 400
    safe = "The request could not be read"


class Unauthorized(DomainError):
    """Nobody has been recognised."""

    status = 401
    safe = "The access token is invalid"


class Forbidden(DomainError):
    """The person is known and may not do this."""

    status = 403
    safe = "This action is not allowed"


class NotFound(DomainError):
    """Absent, or not for these eyes: the two look the same on purpose."""

    status = 404
    safe = "Record not found"


class Gone(DomainError):
    """Was here once and was deleted."""

    status = 410
    safe = "This was deleted"


class TooSlow(DomainError):
    """Nobody waits for the rest of a request for ever."""

    status = 408
    safe = "The request did not arrive in time"


class Conflict(DomainError):
    """Somebody else was faster."""

    status = 409
    safe = "This was changed in the meantime"


class TooLarge(DomainError):
    """More bytes than we read."""

    status = 413
    safe = "The request is too large"


class TooMany(DomainError):
    """A limit is reached; `retry_after` says in how many seconds to come back."""

    status = 429
    safe = "Too many requests"


class Unavailable(DomainError):
    """Needs something that is not there at the moment."""

    status = 503
    safe = "Not available at the moment"
