"""Carries bells to phones, and letters to the mail server."""

import logging

from fediai.context import Context
from fediai.federation import mail
from fediai.services.entry import letters
from fediai.services.people import pushing
from fediai.store.jobs import Job
from fediai.workers.loop import Kind, one_by_one
from fediai.workers.outcomes import Done, GiveUp, Outcome, Retry

log = logging.getLogger(__name__)

TRIES, PAUSE = 5, 60.0
LETTER_TRIES, LONGEST_PAUSE = 16, 4 * 3600.0


async def push(ctx: Context, job: Job) -> Outcome:
    """A few times; what is an hour old is no news."""
    error = await pushing.send(ctx, job.payload["notification"], job.payload["subscription"])
    if not error:
        return Done()
    return GiveUp(error) if job.attempts >= TRIES else Retry(PAUSE * job.attempts, error)


async def letter(ctx: Context, job: Job) -> Outcome:
    """For about two days; written as it goes out, so that what waits for a server that is down holds no secret."""
    written = await letters.write(ctx, job.payload)
    failure = await mail.send(ctx.settings, written, ctx.clock()) if written else None
    if failure is None:
        return Done()
    if failure.is_final or job.attempts >= LETTER_TRIES:
        return GiveUp(failure.reason)
    log.warning("a letter waits: %s", failure.reason)
    return Retry(min(PAUSE * 2 ** (job.attempts - 1), LONGEST_PAUSE), failure.reason)


KIND = Kind(one_by_one(push))
LETTER = Kind(one_by_one(letter), at_once=4)
