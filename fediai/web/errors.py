"""Every error becomes an answer here, and nowhere else; bugs are logged with their trace, people get a sentence."""

import logging
from typing import Any

from fediai.domain.errors import DomainError, Unavailable
from fediai.domain.sentences import told
from fediai.store.errors import StoreError
from fediai.web.api.openai import answers
from fediai.web.http import Response, json_response

log = logging.getLogger(__name__)


def error_response(error: DomainError, path: str = "", language: str = "en") -> Response:
    """`{"error": "a sentence"}` with the status of its class, and `Retry-After` where it is known.

    What is wrong with a form is said in the language of the app, as Mastodon does; what every error of a class says
    stays English there and here, for apps compare it.
    Below `/v1/` in the shape of OpenAI's errors, which is what the clients there can read.
    """
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else {}
    if path.startswith("/v1/"):
        return json_response(answers.error_body(error), answers.error_status(error), headers)
    body: dict[str, Any] = {"error": error.sentence if error.sentence == error.safe else told(error, language)}
    return json_response(body, error.status, headers)


def bug_response(error: Exception, what: str) -> Response:
    """A bug of ours: 500. A database that does not answer is none: 503, and one line in the log."""
    if isinstance(error, StoreError):
        log.error("while answering %s: %s", what, error)
        return error_response(Unavailable(retry_after=30))
    log.error("while answering %s", what, exc_info=error)
    return json_response({"error": "Something went wrong on our side"}, 500)
