"""What the tests of the batch recipes share: see README.md."""

import os
import pathlib
import sys
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "ClientTests"))
from clients import ROOT, VISIT, absent, arguments, environment, run, upstream  # noqa: E402, F401

SCRIPTED = ROOT / "editors" / "scripted"


def transcripts(folder, count):
    """A folder with so many transcripts, one that is empty and one that is no text; returns their names."""
    folder.mkdir()
    for number in range(count):
        # Names as people give them.
        (folder / f"visit {number} - Zoë's.txt").write_text(VISIT.replace("three weeks", f"{number} weeks"))
    (folder / "empty.txt").write_text("")
    (folder / "no text.txt").write_bytes(b"Patient: caf\xe9\n")
    (folder / "not a transcript.md").write_text("x")
    return sorted(path.name for path in folder.glob("*.txt"))


def fault(environment, rules):
    """Makes the sandbox behave so."""
    request = urllib.request.Request(
        environment["SOAPNOTEAPI_BASE_URL"] + "/sandbox/fault", data=rules.encode(), method="PUT")
    urllib.request.urlopen(request, timeout=10).close()


def dying(folder, server, death):
    """A program in the server's place, which the first time it is started writes 2000 bytes of the answers and does
    `death`, and is the server ever after."""
    program = folder / "dying"
    program.write_text(
        f"#!/bin/sh\nif mkdir '{folder}/died' 2>/dev/null; then '{server}' | head -c 2000; {death}; fi\nexec '{server}'\n")
    program.chmod(0o755)
    return str(program)


def check_note(name, note):
    """The note of a transcript is the one of that transcript and whole."""
    number = name.split()[1]
    assert f"about {number} weeks" in note["text"], name
    assert "physical therapy" in note["text"] and note["engine"] == "soapnoteapi", name
