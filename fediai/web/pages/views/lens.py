"""Through whose eyes a page is made: who looks, in which language, at what time of the house, with which wishes."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from fediai.domain.accounts import Account
from fediai.domain.urls import Urls
from fediai.web.pages.frame.catalogue import Words


@dataclass(frozen=True, slots=True)
class Lens:
    """`ai`: what happens to AI pictures of others; `lifted`: the status whose veil the viewer has lifted."""

    urls: Urls
    t: Words
    lang: str
    zone: tzinfo
    now: datetime
    viewer: Account | None = None
    ai: str = "show"
    lifted: int = 0

    def local(self, at: datetime) -> datetime:
        """The moment on the clock of the house."""
        return at.astimezone(self.zone)

    def is_me(self, account: Account) -> bool:
        return self.viewer is not None and self.viewer.id == account.id
