"""Replays scenarios.json in an editor: see README.md.

The editor's part is a program inside of it that reads the scenario from the file $SOAPNOTE_SCENARIO, carries out the
steps while the editor runs as ever, and appends a line of JSON to the file $SOAPNOTE_VERDICT for each step that looks:
{"step": N, "observed": {…}}, {"step": N, "timeout": true, "observed": {…}} or {"step": N, "error": "…"}; the last line is
{"end": true}. What was observed is judged here, once for all editors.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
KEY = "snapi_sk_test_editors"


class Mutant:
    """A key line of the plugin, and how to break it: the scenarios whose names contain `notice` must fail then."""

    def __init__(self, file, line, broken, notice):
        self.file, self.line, self.broken, self.notice = file, line, broken, notice


class Editor:
    """`names`: how the program is called. `arguments(program, plugin)`: the whole command line. `environment`: more of it."""

    def __init__(self, name, names, plugin, arguments, mutants=(), environment=None):
        self.name, self.names, self.plugin = name, names, ROOT / plugin
        self.arguments, self.mutants, self.environment = arguments, mutants, environment or {}


def joined(text):
    if isinstance(text, str):
        return text
    return "".join(part if isinstance(part, str) else part[0] * part[1] for part in text)


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


class Replay:
    """One scenario in one fresh editor."""

    def __init__(self, suite, scenario):
        self.suite, self.scenario = suite, scenario
        self.text = joined(scenario.get("text", suite.table["text"]))
        self.note = self.expected_note(dict(scenario.get("note", {})))

    def expected_note(self, how):
        transcript = how.pop("before", "") + self.text
        if not how.pop("sandbox", False):
            return self.suite.notes.of(transcript, **how)
        sandbox = Sandbox(self.suite.sandbox, self.scenario["sandbox"])
        try:
            return Notes(self.suite.server, sandbox).of(transcript, **how)
        finally:
            sandbox.close()

    def filled(self, template, buffer=None):
        values = {"{text}": self.text, "{note}": self.note, "{buffer}": buffer}
        return re.sub(r"\{(text|note|buffer)\}", lambda found: values[found.group(0)], template)

    def line_ends(self, text):
        return text.replace("\n", "\r\n") if self.scenario.get("lineEnd") == "crlf" else text

    def run(self):
        """The complaints: none when the scenario passed."""
        folder = pathlib.Path(tempfile.mkdtemp(prefix="soapnote-"))
        sandbox = Sandbox(self.suite.sandbox, self.scenario.get("sandbox", []))
        try:
            return self.replay(folder, sandbox)
        finally:
            sandbox.close()
            shutil.rmtree(folder, ignore_errors=True)

    def replay(self, folder, sandbox):
        scenario = self.scenario
        file, verdict, told = folder / "visit.txt", folder / "verdict", folder / "scenario.json"
        verdict.touch()
        file.write_text(self.line_ends(self.filled(scenario.get("buffer", "{text}")) + "\n"), "utf-8", newline="")
        steps = [self.told(step) for step in scenario["steps"]]
        told.write_text(json.dumps({
            "name": scenario["name"], "file": str(file), "readOnly": scenario.get("readOnly", False),
            "options": {"server": self.suite.server, **scenario.get("options", {})},
            "settings": scenario.get("settings", {}), "request": scenario.get("request", {}), "steps": steps}))
        probe = f"{sys.executable} {HERE / 'probe.py'} {sandbox.url}"
        env = {
            **environment(sandbox.url), "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"), "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CACHE_HOME": str(folder / "cache"), "LC_ALL": "C.UTF-8", "TERM": "xterm-256color",
            "SOAPNOTE_SCENARIO": str(told), "SOAPNOTE_VERDICT": str(verdict), "SOAPNOTE_PLUGIN": str(self.suite.plugin),
            "SOAPNOTE_UPSTREAM": f"{probe} upstream", "SOAPNOTE_SERVERS": f"{probe} servers", **self.suite.editor.environment}
        screen = run_in_terminal(
            self.suite.arguments(), env, columns=scenario.get("columns", 80), cwd=folder, limit=self.limit(), verdict=verdict)
        complaints = self.judge(verdict.read_text("utf-8").splitlines(), screen)
        left = left_over(f"SOAPNOTE_SCENARIO={told}")
        for process in left:
            os.kill(process, signal.SIGKILL)
        return complaints + (["a process outlived the editor"] if left else [])

    def limit(self):
        return 20 + sum(step.get("within", 0) / 1000 + step.get("pause", 0) / 1000
                        for step in self.scenario["steps"] if isinstance(step, dict))

    def told(self, step):
        """A step as the editor gets it: an object, the texts to be typed filled in."""
        step = {step: True} if isinstance(step, str) else dict(step)
        for name in ("type", "open-other", "hide"):
            if isinstance(step.get(name), str):
                step[name] = self.filled(step[name])
        return step

    def judge(self, lines, screen):
        complaints, ended = [], False
        # Where the key was found may be told; what it is may not.
        if any(KEY in line for line in [*lines, screen]):
            complaints.append("the key was shown")
        for line in lines:
            report = json.loads(line)
            ended = report.get("end", False)
            if "step" not in report:
                continue
            step = self.scenario["steps"][report["step"]]
            seen = report.get("observed", {})
            where = f"step {report['step'] + 1}, {json.dumps(step, ensure_ascii=False)[:120]}"
            if report.get("timeout"):
                complaints.append(f"{where}: waited in vain; state {seen.get('state')!r}, messages {seen.get('messages')!r}, "
                                  f"buffer {short(seen.get('buffer'))}")
            if "error" in report:
                complaints.append(f"{where}: {report['error']}")
            if isinstance(step, dict) and "latency" in step:
                complaints += [f"{where}: {problem}" for problem in self.slow(step["latency"], report["latencies"])]
            if isinstance(step, dict) and "expect" in step and seen:
                complaints += [f"{where}: {problem}" for problem in self.differences(step["expect"], seen)]
        if not ended:
            complaints.append(f"the editor did not come to the end; its screen ended with {screen[-300:]!r}")
        return complaints

    def slow(self, limit, latencies):
        windows = [sorted(latencies[start:start + 20])[18] for start in range(0, len(latencies) - 19, 20)]
        if not windows:
            return [f"only {len(latencies)} keys were handled"]
        half, last, worst = sorted(windows)[(len(windows) - 1) // 2], min(windows[-2:]), max(latencies)
        times = (f"19 of 20 keys within {half:.0f} ms in the better half of the seconds, {last:.0f} ms at the end; "
                 f"the slowest in {worst:.0f} ms")
        if os.environ.get("SOAPNOTE_TIMES"):
            print(f"      {times}")
        return [times] if max(half, last) > limit or worst > 20 * limit else []

    def differences(self, expect, seen):
        for name, wanted in expect.items():
            problem = getattr(self, "expect_" + name)(wanted, seen, expect)
            if problem:
                yield f"{name}: {problem}"

    def expect_buffer(self, wanted, seen, expect):
        text = seen["buffer"]
        if "ignoring" in expect:
            if text.count(expect["ignoring"]) != 1:
                return f"{expect['ignoring']!r} is not there once, but {short(text)}"
            text = text.replace(expect["ignoring"], "")
        return self.difference(wanted, text)

    def difference(self, wanted, text):
        if wanted.endswith("{load}"):
            return self.difference_of_load(wanted[:-len("{load}")], text)
        head, partial, tail = wanted.partition("{partial}")
        head, tail, text = self.filled(head), self.filled(tail), trimmed(text)
        if not partial:
            return None if text == trimmed(head) else f"{short(text)} instead of {short(head)}"
        part = text[len(head):len(text) - len(tail)]
        if text.startswith(head) and text.endswith(tail) and self.note.startswith(part) and 0 < len(part) < len(self.note):
            return None
        return f"{short(text)} is not {short(head)}, a part of the note, and {short(tail)}"

    def difference_of_load(self, head, text):
        """What `load=events:N` sends: each event has its number and a time."""
        head, text = self.filled(head), trimmed(text)
        numbers = [int(number) for number in re.findall(r"(\d{7}) \d{19} ok ", text[len(head):])]
        if text.startswith(head) and len(text) == len(head) + 31 * len(numbers) and numbers == list(range(10000)):
            return None
        return f"{len(numbers)} events in {short(text)}"

    def expect_whole(self, wanted, seen, expect):
        return None if seen["buffer"].count(self.filled(wanted)) == 1 else f"not there once in {short(seen['buffer'])}"

    def expect_lacks(self, wanted, seen, expect):
        return f"it is there: {short(seen['buffer'])}" if self.filled(wanted) in seen["buffer"] else None

    def expect_ignoring(self, wanted, seen, expect):
        return None

    def expect_noteBuffer(self, wanted, seen, expect):
        return self.difference(wanted, seen.get("noteBuffer") or "")

    def expect_file(self, wanted, seen, expect):
        wanted = self.line_ends(self.filled(wanted, seen["buffer"].rstrip("\n")))
        if wanted.startswith(seen["buffer"].rstrip("\n")) and seen["file"].rstrip("\n") == wanted.rstrip("\n"):
            return None
        return None if seen["file"] == wanted else f"{short(seen['file'])} instead of {short(wanted)}"

    def expect_message(self, wanted, seen, expect):
        count = sum(wanted.lower() in message.lower() for message in seen["messages"])
        return None if count == 1 else f"{count} messages say it: {seen['messages']}"

    def expect_shown(self, wanted, seen, expect):
        missing = [words for words in wanted if words.lower() not in seen["shown"].lower()]
        return f"{missing} are not in {short(seen['shown'])}" if missing else None

    def expect_state(self, wanted, seen, expect):
        return None if wanted.lower() in seen["state"].lower() else repr(seen["state"])

    def expect_cursorOn(self, wanted, seen, expect):
        return None if seen["afterCursor"].startswith(wanted) else f"the cursor is at {seen['afterCursor'][:40]!r}"

    def expect_folded(self, wanted, seen, expect):
        return None if seen.get("folded", True) else "open"

    def expect_chunks(self, wanted, seen, expect):
        return None if seen["chunks"] >= wanted else str(seen["chunks"])

    def same(name):
        return lambda self, wanted, seen, expect: None if seen[name] == wanted else repr(seen[name])

    expect_fence, expect_modified, expect_servers = same("fence"), same("modified"), same("servers")
    expect_upstream, expect_specialty = same("upstream"), same("specialty")


def trimmed(text):
    return text[:-1] if text.endswith("\n") else text


def short(text):
    text = repr(text)
    return text if len(text) < 700 else f"{text[:340]} … {text[-340:]}"


def run_in_terminal(arguments, env, columns, cwd, limit, verdict):
    """Runs the editor in a terminal of its own until it ends, or has said that it is done; returns what it wrote there."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(cwd)
        os.execvpe(arguments[0], arguments, env)
    import fcntl, struct, termios
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    end, screen = time.monotonic() + limit, b""
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                screen = (screen + os.read(terminal, 65536))[-20000:]
            except OSError:
                break
    else:
        os.kill(process, signal.SIGKILL)
    os.close(terminal)
    os.waitpid(process, 0)
    return screen.decode("utf-8", "replace")


def left_over(variable):
    """The processes with this in their environment, after a moment to end."""
    if not os.path.isdir("/proc/self"):
        return []
    for _ in range(40):
        found = []
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                try:
                    if variable.encode() in pathlib.Path("/proc", entry, "environ").read_bytes().split(b"\0"):
                        if pathlib.Path("/proc", entry, "stat").read_text().rpartition(")")[2].split()[0] != "Z":
                            found.append(int(entry))
                except OSError:
                    continue
        if not found:
            return []
        time.sleep(0.05)
    return found


class Suite:
    def __init__(self, editor, program, options):
        self.editor, self.program, self.plugin = editor, program, editor.plugin
        self.server, self.sandbox, self.jobs = options.server, options.sandbox, options.jobs
        self.tries = options.tries
        self.table = json.loads((HERE / "scenarios.json").read_text("utf-8"))
        self.plain = Sandbox(self.sandbox, [])
        self.notes = Notes(self.server, self.plain)

    def arguments(self):
        return [str(part) for part in self.editor.arguments(self.program, self.plugin)]

    def scenarios(self, words):
        return [scenario for scenario in self.table["scenarios"] if any(word in scenario["name"] for word in words)]

    def run(self, words, says=True):
        """How many passed and failed of those whose names contain one of `words`."""
        passed = failed = 0
        chosen = self.scenarios(words)
        for scenario in chosen:
            if self.editor.name in scenario.get("notIn", {}):
                print(f"leave {scenario['name']}: {scenario['notIn'][self.editor.name]}")
        chosen = [scenario for scenario in chosen if self.editor.name not in scenario.get("notIn", {})]
        # What measures time runs alone.
        timed = [scenario for scenario in chosen if any("latency" in step for step in scenario["steps"])]
        for jobs, group in ((self.jobs, [s for s in chosen if s not in timed]), (1, timed)):
            with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
                for scenario, (complaints, seconds) in zip(group, pool.map(self.timed, group)):
                    passed, failed = passed + (not complaints), failed + bool(complaints)
                    if says:
                        print(f"{'FAIL ' if complaints else 'ok   '} {scenario['name']} ({seconds:.1f} s)", flush=True)
                        for complaint in complaints:
                            print(f"      {complaint}")
        return passed, failed

    def timed(self, scenario):
        """The complaints, and how long it took. What measures time has three tries at least: the machine may be busy."""
        start = time.monotonic()
        complaints = Replay(self, scenario).run()
        for last in range(1, max(self.tries, 3)):
            if not complaints or (last >= self.tries and any('"latency"' not in complaint for complaint in complaints)):
                break
            if self.tries > 1:
                print(f"again {scenario['name']}", *complaints, sep="\n      ", flush=True)
            complaints = Replay(self, scenario).run()
        return complaints, time.monotonic() - start

    def run_mutants(self):
        """How many broken plugins the suite noticed and did not notice."""
        noticed = unnoticed = 0
        for mutant in self.editor.mutants:
            with tempfile.TemporaryDirectory(prefix="soapnote-mutant-") as folder:
                self.plugin = pathlib.Path(folder, "plugin")
                shutil.copytree(self.editor.plugin, self.plugin)
                file = self.plugin / mutant.file
                source = file.read_text("utf-8")
                if source.count(mutant.line) != 1:
                    raise SystemExit(f"{mutant.file} does not have this line once: {mutant.line}")
                file.write_text(source.replace(mutant.line, mutant.broken), "utf-8")
                _, failed = self.run([mutant.notice], says=False)
            noticed, unnoticed = noticed + bool(failed), unnoticed + (not failed)
            print(f"{'ok   ' if failed else 'FAIL '} broken: {mutant.line.strip()} -> {mutant.broken.strip()}", flush=True)
        return noticed, unnoticed


def main(editor):
    parser = argparse.ArgumentParser(description=f"Replays scenarios.json in {editor.name}.")
    parser.add_argument("--server", default=str(ROOT / ".build/debug/soapnote-lsp"), type=os.path.abspath)
    parser.add_argument("--sandbox", default=str(ROOT / ".build/debug/soapnote-sandbox"), type=os.path.abspath)
    parser.add_argument("--editor", help="the editor's program, or several with : between; default: $SOAPNOTE_VIM and so on")
    parser.add_argument("--only", default="", help="the scenarios whose names contain this")
    parser.add_argument("--jobs", default=3, type=int, help="how many editors at a time")
    parser.add_argument("--tries", default=1, type=int, help="how often a scenario is tried until it passes")
    parser.add_argument("--mutants", action="store_true", help="break the plugin's key lines: each must be noticed")
    options = parser.parse_args()
    named = options.editor or os.environ.get(f"SOAPNOTE_{editor.name.upper()}")
    if named:
        programs = [shutil.which(name) for name in named.split(os.pathsep)]
    else:
        programs = [next((found for found in map(shutil.which, editor.names) if found), None)]
    if None in programs:
        print(f"There is no {named or ' or '.join(editor.names)} here, so these are skipped:")
        for scenario in json.loads((HERE / "scenarios.json").read_text("utf-8"))["scenarios"]:
            print(f"skip  {scenario['name']}")
        sys.exit(77)
    passed = failed = 0
    for program in programs:
        suite = Suite(editor, program, options)
        print(f"{editor.name}: {program}", flush=True)
        try:
            results = suite.run_mutants() if options.mutants else suite.run([options.only])
        finally:
            suite.plain.close()
        passed, failed = passed + results[0], failed + results[1]
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
