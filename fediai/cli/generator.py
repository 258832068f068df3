"""`fediai generator`: a worker that dials in to an instance, on this machine or any other."""

import argparse
import os

from fediai.cli import Invocation, UsageError, log_to_stderr
from fediai.cli.parts.children import follow_parent
from fediai.settings import load


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--server", required=True, help="the instance, as https://art.example")
    parser.add_argument("--token", help="from `fediai generator-token create`; or $FEDIAI_GENERATOR_TOKEN")
    parser.add_argument("--plugin", help="embedded, diffusers, fake or an entry point's name")
    parser.add_argument("--model", help="for diffusers: a folder, or a name on the hub")
    parser.add_argument("--device", help="auto, cpu, cuda or mps")


def run(invocation: Invocation) -> int:
    from generators import worker

    settings = load(invocation.config)
    log_to_stderr(settings.server.log_level)
    follow_parent()
    given, chosen = invocation.arguments, settings.generator
    token = given.token or os.environ.get("FEDIAI_GENERATOR_TOKEN", "")
    if not token:
        raise UsageError("a token is needed: --token, or $FEDIAI_GENERATOR_TOKEN")
    return worker.serve(
        given.server,
        token,
        given.plugin or chosen.plugin,
        chosen.model if given.model is None else given.model,
        given.device or chosen.device,
    )
