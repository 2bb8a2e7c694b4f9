"""Judges what an editor reported of a scenario, once for all editors."""

import json
import os
import re

from sandbox import KEY


class Judge:
    def __init__(self, scenario, text, note):
        self.scenario, self.text, self.note = scenario, text, note

    def filled(self, template, buffer=None):
        values = {"{text}": self.text, "{note}": self.note, "{buffer}": buffer}
        return re.sub(r"\{(text|note|buffer)\}", lambda found: values[found.group(0)], template)

    def line_ends(self, text):
        return text.replace("\n", "\r\n") if self.scenario.get("lineEnd") == "crlf" else text

    def complaints(self, lines, screen):
        """What is wrong with the lines of a verdict: nothing when the scenario passed."""
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
