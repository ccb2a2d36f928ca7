"""Ask a running service what its OpenAPI document allows: ``python -m tests.web.fuzz``.

No answer may be a server error, none may be other than the document says, and what it allows must
not be refused. ``make fuzz`` asks for five minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx2
from tests.shell import ROOT, service

CHECKS = {
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "positive_data_acceptance",
}
ACCEPTANCE = "checks.positive_data_acceptance.enabled = false"
MAY_REFUSE = {
    "post_verify": "a report bears a seal that nobody can make up",
}
"""Operations that may refuse what their schema allows, and why."""


def told(url: str) -> dict[str, Any]:
    """The document, without the answer that stands for all that are not named."""
    document: dict[str, Any] = httpx2.get(f"{url}/openapi.json", timeout=60).json()
    for item in document["paths"].values():
        for operation in item.values():
            operation["responses"].pop("default", None)
    return document


def config(document: dict[str, Any]) -> str:
    """The configuration of schemathesis."""
    known = {o["operationId"] for item in document["paths"].values() for o in item.values()}
    assert known >= set(MAY_REFUSE)
    lines = ["[phases.coverage]", "unexpected-methods = []", "[checks]", "enabled = false"]
    lines += [f"{name}.enabled = true" for name in CHECKS]
    for name, why in MAY_REFUSE.items():
        lines += ["[[operations]]", f"# {why}", f'include-operation-id = "{name}"', ACCEPTANCE]
    return "\n".join(lines)


def ask(
    url: str, *options: str, document: dict[str, Any] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run schemathesis with the service's document, or another; it ends with 0 if all is well."""
    with tempfile.TemporaryDirectory() as folder:
        document = document or told(url)
        described, configured = Path(folder) / "openapi.json", Path(folder) / "schemathesis.toml"
        described.write_text(json.dumps(document))
        configured.write_text(config(document))
        return subprocess.run(
            [
                *(Path(sys.executable).parent / "st", "--config-file", configured),
                *("run", described, "--url", url),
                *(
                    "--continue-on-failure",
                    "--request-timeout",
                    "60",
                    "--warnings",
                    "off",
                    "--no-color",
                    *options,
                ),
            ],
            cwd=folder,
            env={
                **os.environ,
                "SCHEMATHESIS_HOOKS": "tests.web.fuzz_requests",
                "PYTHONPATH": str(ROOT),
            },
            capture_output=True,
            text=True,
        )


def main() -> int:
    """Start a service and ask it for a while."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--url", help="a service that runs already")
    chosen = parser.parse_args()
    limits = ("--phases", "examples,coverage,fuzzing", "--max-time", str(chosen.seconds))
    if chosen.url:
        done = ask(chosen.url, *limits)
    else:
        with tempfile.TemporaryDirectory() as data, service(Path(data)) as running:
            done = ask(running.url, *limits)
    print(done.stdout, done.stderr, sep="\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
