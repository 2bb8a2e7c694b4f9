"""Replays scenarios.json in an editor: see README.md.

The editor's part is a program inside of it that reads the scenario from the file $SOAPNOTE_SCENARIO, carries out the
steps while the editor runs as ever, and appends a line of JSON to the file $SOAPNOTE_VERDICT for each step that looks:
{"step": N, "observed": {…}}, {"step": N, "timeout": true, "observed": {…}} or {"step": N, "error": "…"}; the last line is
{"end": true}.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import shutil
import signal
import sys
import tempfile
import time

from judge import Judge
from sandbox import Notes, Sandbox, environment
from terminal import left_over, run_in_terminal

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


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


class Replay:
    """One scenario in one fresh editor."""

    def __init__(self, suite, scenario):
        self.suite, self.scenario = suite, scenario
        self.text = joined(scenario.get("text", suite.table["text"]))
        self.judge = Judge(scenario, self.text, self.expected_note(dict(scenario.get("note", {}))))

    def expected_note(self, how):
        transcript = how.pop("before", "") + self.text
        if not how.pop("sandbox", False):
            return self.suite.notes.of(transcript, **how)
        sandbox = Sandbox(self.suite.sandbox, self.scenario["sandbox"])
        try:
            return Notes(self.suite.server, sandbox).of(transcript, **how)
        finally:
            sandbox.close()

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
        file.write_text(self.judge.line_ends(self.judge.filled(scenario.get("buffer", "{text}")) + "\n"), "utf-8", newline="")
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
            self.suite.arguments(), env, columns=scenario.get("columns", 80), cwd=folder, limit=self.limit())
        complaints = self.judge.complaints(verdict.read_text("utf-8").splitlines(), screen)
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
                step[name] = self.judge.filled(step[name])
        return step


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
