"""What an editor under test asks about the world outside.

    probe.py URL upstream open|closed    exits 0 as soon as the sandbox has (or has no) request in flight, 1 after 3 s
    probe.py URL servers PROCESS         prints how many child processes of the editor are the server
"""

import json
import pathlib
import sys
import time
import urllib.request


def is_open(url):
    with urllib.request.urlopen(f"{url}/sandbox/stats", timeout=2) as answer:
        # This question has a connection of its own.
        return json.load(answer)["openConnections"] > 1


def servers(parent):
    count = 0
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                name, _, rest = (entry / "stat").read_text().partition("(")[2].rpartition(")")
                state, owner = rest.split()[:2]
            except OSError:
                continue
            count += name.startswith("soapnote-lsp") and owner == parent and state != "Z"
    return count


url, question, argument = sys.argv[1:]
if question == "servers":
    print(servers(argument))
else:
    end = time.monotonic() + 3
    while is_open(url) != (argument == "open"):
        if time.monotonic() > end:
            sys.exit(1)
        time.sleep(0.01)
