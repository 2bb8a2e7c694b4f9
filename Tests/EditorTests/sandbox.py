"""The stand-in for the API, and what the server makes of a transcript with it."""

import os
import subprocess
import threading

KEY = "snapi_sk_test_editors"


class Sandbox:
    def __init__(self, program, arguments):
        # Its life hangs on its standard input, so that it cannot outlive this process.
        self.process = subprocess.Popen(
            [program, "--exit-with-stdin", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if "listening on " not in line:
            raise RuntimeError("the sandbox did not start")
        self.url = line.rsplit(" ", 1)[1].strip()

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


class Notes:
    """What the server makes of a transcript when nothing goes wrong."""

    def __init__(self, server, sandbox):
        self.server, self.sandbox, self.lock, self.known = server, sandbox, threading.Lock(), {}

    def of(self, transcript, specialty=None, engine=None):
        with self.lock:
            key = (transcript, specialty, engine)
            if key not in self.known:
                arguments = [f"--{name}={value}" for name, value in (("specialty", specialty), ("engine", engine)) if value]
                self.known[key] = subprocess.run(
                    [self.server, "generate", *arguments, "-"], input=transcript.encode(), stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=environment(self.sandbox.url), timeout=60, check=True).stdout.decode()
            return self.known[key]


def environment(url):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SOAPNOTE")}
    return {**kept, "SOAPNOTEAPI_KEY": KEY, "SOAPNOTEAPI_BASE_URL": url, "NO_PROXY": "127.0.0.1"}
