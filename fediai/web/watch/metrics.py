"""`/metrics` in Prometheus' text format, on the administrator's own address only."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fediai.services import numbers
from fediai.version import VERSION
from fediai.web.asgi import App, Send
from fediai.web.watch import processes

TEXT = b"text/plain; version=0.0.4; charset=utf-8"
Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Series:
    """One metric: what Prometheus writes above it, and its values by label."""

    name: str
    kind: str
    help: str
    values: Iterable[tuple[Labels, float]]


@dataclass(frozen=True, slots=True)
class Watched:
    """The app, and how many answers of which class it gave."""

    app: App
    answers: Counter[str] = field(default_factory=Counter)
    since: float = field(default_factory=time.time)

    async def __call__(self, scope: Mapping[str, Any], receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def counting(message: Mapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                self.answers[f"{message['status'] // 100}xx"] += 1
            await send(message)

        await self.app(scope, receive, counting)


def watched(app: App) -> tuple[Watched, Callable[..., Any]]:
    """The app with a counter, and the app that tells what was counted."""
    counted = Watched(app)

    async def admin(scope: Mapping[str, Any], receive: Any, send: Send) -> None:
        if scope["type"] == "lifespan":
            await app(scope, receive, send)
        elif scope["type"] == "http":
            found = scope["path"] == "/metrics"
            body = (await text(counted)).encode() if found else b"only /metrics is here\n"
            headers = [(b"content-type", TEXT), (b"content-length", str(len(body)).encode())]
            await send({"type": "http.response.start", "status": 200 if found else 404, "headers": headers})
            await send({"type": "http.response.body", "body": body})

    return counted, admin


async def text(counted: Watched) -> str:
    """Everything, as Prometheus reads it."""
    app = counted.app
    found = await numbers.numbers(app.ctx)
    return "".join(
        line
        for series in (
            Series("fediai_info", "gauge", "Which fediai this is.", [({"version": VERSION}, 1)]),
            Series("fediai_start_time_seconds", "gauge", "When it was started.", [({}, counted.since)]),
            Series("fediai_http_answers_total", "counter", "Answers by class.", by("class", counted.answers)),
            Series("fediai_refusals_total", "counter", "Refusals.", by("reason", app.ctx.far.refused)),
            Series("fediai_jobs", "gauge", "Errands that wait or run.", by("kind", found.jobs)),
            Series("fediai_jobs_given_up", "gauge", "Errands that failed for good.", by("kind", found.given_up)),
            Series("fediai_job_age_seconds", "gauge", "How long the longest due errand waits.", [({}, found.overdue)]),
            Series("fediai_generations", "gauge", "Prompts by state.", by("state", found.generations)),
            Series("fediai_painters", "gauge", "Generator workers that are connected.", [({}, app.hub.painters)]),
            Series("fediai_resident_bytes", "gauge", "Memory by process.", by("process", processes.resident())),
        )
        for line in lines(series)
    )


def by(label: str, counts: Mapping[Any, float]) -> list[tuple[Labels, float]]:
    """Counts by one label, in a steady order."""
    return sorted((({label: str(name)}, count) for name, count in counts.items()), key=str)


def lines(series: Series) -> Iterable[str]:
    """https://prometheus.io/docs/instrumenting/exposition_formats/"""
    yield f"# HELP {series.name} {series.help}\n# TYPE {series.name} {series.kind}\n"
    for labels, value in series.values:
        inside = ",".join(f'{name}="{escaped(word)}"' for name, word in labels.items())
        yield f"{series.name}{{{inside}}} {value!r}\n" if inside else f"{series.name} {value!r}\n"


def escaped(word: str) -> str:
    """A label's value: backslash, quote and line break are written with a backslash."""
    return word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
