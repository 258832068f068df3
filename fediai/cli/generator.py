"""`fediai generator`: a worker that dials in to an instance, on this machine or any other."""

import argparse
import os

from fediai.cli import Invocation, UsageError, log_to_stderr
from fediai.cli.parts.children import follow_parent
from fediai.cli.words import painter, painter_said
from fediai.settings import load


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--server", required=True, help="the instance, as https://art.example")
    parser.add_argument("--token", help="from `fediai generator-token create`; or $FEDIAI_GENERATOR_TOKEN")
    painter(parser)


def run(invocation: Invocation) -> int:
    from generators import worker

    settings = load(invocation.config)
    log_to_stderr(settings.server.log_level)
    follow_parent()
    given = invocation.arguments
    token = given.token or os.environ.get("FEDIAI_GENERATOR_TOKEN", "")
    if not token:
        raise UsageError("a token is needed: --token, or $FEDIAI_GENERATOR_TOKEN")
    return worker.serve(given.server, token, *painter_said(given, settings.generator))
