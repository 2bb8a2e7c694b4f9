"""What the runners of this folder share: see README.md."""

import argparse
import contextlib
import importlib.util
import os
import pathlib
import sys
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "EditorTests"))
import sandbox  # noqa: E402: it stands beside the editors' scenarios

MISSING = 77
VISIT = (
    "Doctor: What brings you in today?\n"
    "Patient: My lower back has been hurting for about three weeks. I take ibuprofen 400 mg when it is bad.\n"
    "Doctor: Blood pressure is 128/82 and pulse is 72. I think this is a lumbar muscle strain.\n"
    "Doctor: I will refer you to physical therapy.\n"
)


def need(*modules):
    """Goes on where Python has these modules: here, or in $SOAPNOTE_PYTHON. Otherwise the client is not here."""
    missing = [module for module in modules if importlib.util.find_spec(module) is None]
    if not missing:
        return
    other = os.environ.pop("SOAPNOTE_PYTHON", None)
    if other:
        os.execv(other, [other, *sys.argv])
    absent(f"Python has no {', '.join(missing)}")


def absent(what):
    print(f"skipped: {what}")
    sys.exit(MISSING)


def arguments():
    """`--server` and `--sandbox`: the programs, by default those that `swift build` made."""
    parser = argparse.ArgumentParser()
    built = ROOT / ".build" / "debug"
    parser.add_argument("--server", default=built / "soapnote-lsp")
    parser.add_argument("--sandbox", default=built / "soapnote-sandbox")
    parser.add_argument("--only", default="", help="the tests whose names contain this")
    found = parser.parse_args()
    for name in "server", "sandbox":
        path = pathlib.Path(getattr(found, name)).resolve()
        if not path.exists():
            parser.error(f"there is no {path}: build first")
        setattr(found, name, path)
    return found


@contextlib.contextmanager
def upstream(program, *options):
    """A sandbox, and the environment in which the server uses it."""
    stand_in = sandbox.Sandbox(str(program), ["--chunk-ms", "5", *options])
    try:
        yield sandbox.environment(stand_in.url)
    finally:
        stand_in.close()


def environment():
    """This one without anything that would configure the server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SOAPNOTE")}


def run(tests, only=""):
    """Runs (name, function) after each other, prints a line each, and ends the program."""
    failures = 0
    chosen = [(name, test) for name, test in tests if only in name]
    for name, test in chosen:
        start = time.monotonic()
        try:
            test()
            verdict = "ok  "
        except Exception:  # any failure is that of the test
            failures += 1
            verdict = "FAIL"
            traceback.print_exc(file=sys.stdout)
        print(f"{verdict} {name} ({time.monotonic() - start:.1f} s)", flush=True)
    print(f"{len(chosen) - failures} passed, {failures} failed")
    sys.exit(1 if failures or not chosen else 0)


def snippet(language):
    """The README's only block in this language: the configuration that it tells people to use."""
    blocks = (ROOT / "README.md").read_text().split(f"```{language}\n")[1:]
    assert len(blocks) == 1, f"README.md has {len(blocks)} blocks in {language}"
    return blocks[0].split("```")[0]


def in_path(program, folder, environment):
    """This environment with the program on the path."""
    binaries = pathlib.Path(folder) / "bin"
    binaries.mkdir()
    (binaries / program.name).symlink_to(program)
    return {**environment, "PATH": f"{binaries}{os.pathsep}{environment['PATH']}"}
