"""Whoever uses this server over a network gets its source from it (AGPL, section 13)."""

import io
import tarfile

from tests.harness.house import House


async def test_the_instance_hands_out_the_code_it_runs(small_server: House):
    """Code, templates and words; no cache, no database, no configuration of this instance."""
    alice = await small_server.signs_up("alice")
    address = (await alice.get("/api/v2/instance"))["source_url"]
    assert address == "https://art.example/source.tar.gz"
    answer = await small_server.ask("GET", "/source.tar.gz")
    assert answer.status == 200
    with tarfile.open(fileobj=io.BytesIO(answer.body)) as tar:
        names = {name.split("/", 1)[1] for name in tar.getnames() if "/" in name}
    assert {"fediai/app.py", "activitypub/parse.py", "generators/contract.py"} <= names
    assert "fediai/web/templates/wall.html" in names
    assert not [name for name in names if "__pycache__" in name or name.endswith((".db", "config.toml"))]
