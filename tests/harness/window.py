"""A browser on real sockets and without JavaScript: opens pages, reads their forms, fills them in, keeps cookies."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import requests


@dataclass
class Form:
    """A form as it stands on a page."""

    action: str = ""
    method: str = "get"
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    """All forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(given.get("action", ""), given.get("method", "get").lower()))
            self._inside = True
        elif self._inside and given.get("name") and tag in ("input", "button", "textarea"):
            self._field(self.found[-1], tag, given)

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        if tag == "button" or given.get("type") == "submit":
            form.buttons.append((given["name"], given.get("value", "")))
        elif given.get("type") not in ("checkbox", "radio") or "checked" in given:
            form.values[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "form"


class Window:
    """What one person sees."""

    def __init__(self) -> None:
        self._session = requests.Session()
        self._session.trust_env = False
        self.url = ""
        self.text = ""
        self.status = 0

    def open(self, url: str) -> None:
        self._show(self._session.get(url, timeout=20))

    def form_with(self, *names: str) -> Form:
        """The form that has a field or a button of each of these names."""
        reader = _Forms()
        reader.feed(self.text)
        for form in reader.found:
            if set(names) <= {*form.values, *(name for name, _ in form.buttons)}:
                return form
        raise AssertionError(f"no form with {names} at {self.url} ({self.status}): {self.text[:2000]}")

    def send(self, form: Form, *, press: tuple[str, str] | None = None, **values: str) -> None:
        """Sends it as a person would: what was filled in, and the button that was pressed."""
        sent = {**form.values, **values, **(dict([press]) if press else {})}
        where = urljoin(self.url, form.action)
        headers = {"Referer": self.url, "Origin": "{0.scheme}://{0.netloc}".format(urlsplit(self.url))}
        if form.method == "post":
            self._show(self._session.post(where, data=sent, headers=headers, timeout=20))
        else:
            self._show(self._session.get(where, params=sent, headers=headers, timeout=20))

    def _show(self, answer: requests.Response) -> None:
        self.url, self.text, self.status = answer.url, answer.text, answer.status_code
