#!/usr/bin/env python3
"""Makes the picture in an editor's README: a real run against the sandbox.

    picture.py [--server PATH] [--sandbox PATH] vim|nvim|emacs OUT.svg
    picture.py [--server PATH] [--sandbox PATH] vscode OUT.png

Those of terminals move. They need tmux, which keeps the screen; what is on it becomes SVG here, one group for each line and
the time it stood there. That of VS Code is one of its editor core, in Chromium.
"""

import argparse
import os
import pathlib
import re
import subprocess
import tempfile
import time
from xml.sax.saxutils import escape

from monaco import files
from replay import HERE, ROOT
from sandbox import Sandbox, environment

COLUMNS, ROWS, CELL, LINE = 78, 22, 8.4, 18
PALETTE = ["#1d1f21", "#d0655f", "#9fb35e", "#d9a94e", "#7095bd", "#a883b5", "#74b0a8", "#c5c8c6",
           "#6b7075", "#e0807a", "#b7cc75", "#e8c16d", "#8fb2d8", "#c19fcd", "#93ccc4", "#f0f0f0"]
TEXT = """Doctor: What brings you in today?
Patient: I have had a sore throat and a fever since Monday. It hurts when
I swallow. I took ibuprofen, which helps a little. No cough.
Doctor: Your temperature is 38.4, and the tonsils are red and swollen.
This is most likely strep throat. I am taking a swab. Take penicillin for
ten days, drink a lot, and come back if it is not better on Friday.
"""
EDITORS = {
    "vim": lambda server: ["vim", "-Nu", "NONE", "-i", "NONE", "--cmd", f"set rtp^={ROOT}/editors/vim noswapfile shm+=I ls=2",
                           "--cmd", f"let g:soapnote_server='{server}'", "--cmd", "runtime plugin/soapnote.vim",
                           "--cmd", "set statusline=%f%m%=%{soapnote#Status()}\\ "],
    "nvim": lambda server: ["nvim", "-u", "NONE", "-i", "NONE", "--cmd", f"set rtp^={ROOT}/editors/nvim noswapfile shm+=I",
                            "--cmd", f"let g:soapnote_server='{server}'", "--cmd", "runtime plugin/soapnote.lua",
                            "--cmd", "set laststatus=2 statusline=%f%m%=%{v:lua.require'soapnote'.status()}\\ "],
    "emacs": lambda server: ["emacs", "-nw", "-Q", "-L", f"{ROOT}/editors/emacs", "-l", "soapnote", "--eval", "(menu-bar-mode -1)", "--eval",
                             f'(setq soapnote-server-program "{server}" suggest-key-bindings nil)'],
}
# The keys that begin a command, and the command.
COMMANDS = {"vim": (":", "SoapNote"), "nvim": (":", "SoapNote"), "emacs": ("M-x", "soapnote-generate")}


class Terminal:
    def __init__(self, command, env, folder):
        self.tmux = ["tmux", "-L", f"picture-{os.getpid()}", "-f", "/dev/null", "-u"]
        env = {**env, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        subprocess.run([*self.tmux, "new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), *command], env=env, cwd=folder,
                       check=True)
        self.run("set", "-g", "escape-time", "0")
        self.run("set", "-g", "status", "off")

    def run(self, *arguments):
        return subprocess.run([*self.tmux, *arguments], stdout=subprocess.PIPE, check=True).stdout.decode()

    def screen(self):
        return self.run("capture-pane", "-p", "-e", "-N")

    def close(self):
        self.run("kill-server")


def colour(number):
    if number < 16:
        return PALETTE[number]
    if number >= 232:
        return "#" + f"{8 + 10 * (number - 232):02x}" * 3
    levels = [0, 95, 135, 175, 215, 255]
    number -= 16
    return "#" + "".join(f"{levels[part]:02x}" for part in (number // 36, number // 6 % 6, number % 6))


def styled(line, style):
    """The runs of a line: text and a copy of its style."""
    for escape_codes, text in re.findall(r"((?:\x1b\[[0-9;]*m|\x1b\(B|\x0e|\x0f)*)([^\x1b\x0e\x0f]*)", line):
        for codes in re.findall(r"\x1b\[([0-9;]*)m", escape_codes):
            codes = [int(code or 0) for code in codes.split(";")]
            while codes:
                code = codes.pop(0)
                if code == 0: style.clear()
                elif code == 1: style["bold"] = True
                elif code == 7: style["reverse"] = True
                elif code == 27: style.pop("reverse", None)
                elif code == 22: style.pop("bold", None)
                elif code in (38, 48) and codes[:1] == [5]:
                    style["front" if code == 38 else "back"] = colour(codes[1])
                    codes = codes[2:]
                elif code in (38, 48) and codes[:1] == [2]:
                    style["front" if code == 38 else "back"] = "#%02x%02x%02x" % tuple(codes[1:4])
                    codes = codes[4:]
                elif 30 <= code <= 37 or 90 <= code <= 97: style["front"] = PALETTE[code % 10 + (8 if code >= 90 else 0)]
                elif 40 <= code <= 47 or 100 <= code <= 107: style["back"] = PALETTE[code % 10 + (8 if code >= 100 else 0)]
                elif code == 39: style.pop("front", None)
                elif code == 49: style.pop("back", None)
        if text:
            yield text, dict(style)


def drawn(screen):
    """The SVG of each line of a screen."""
    lines, style = [], {}
    for row, line in enumerate(screen.split("\n")[:ROWS]):
        column, parts = 0, []
        for text, run in styled(line, style):
            front, back = run.get("front", PALETTE[7]), run.get("back", PALETTE[0])
            if run.get("reverse"):
                front, back = back, front
            x, width = column * CELL, len(text) * CELL
            if back != PALETTE[0]:
                parts.append(f'<rect x="{x:.1f}" y="{row * LINE}" width="{width:.1f}" height="{LINE}" fill="{back}"/>')
            if text.strip():
                weight = ' font-weight="bold"' if run.get("bold") else ""
                fill = f' fill="{front}"' if front != PALETTE[7] else ""
                parts.append(f'<text x="{x:.1f}" y="{row * LINE + 13}" textLength="{width:.1f}"{fill}{weight}>'
                             f"{escape(text).replace(' ', '&#160;')}</text>")
            column += len(text)
        lines.append("".join(parts))
    return lines


def shown(content, start, stop, length):
    """`content` from second `start` to `stop`; where nothing moves, only what stands there at the end is seen."""
    if not content or (start == 0 and stop == length):
        return content
    times, values = ([0, stop], "inline;none") if start == 0 else ([0, start, stop], "none;inline;none")
    if stop == length:
        times, values = times[:-1], values[:-5]
    times = ";".join(f"{time / length:.3f}" for time in times)
    still = "" if stop == length else ' display="none"'
    return (f'<g{still}><animate attributeName="display" dur="{length}s" repeatCount="indefinite" calcMode="discrete" '
            f'keyTimes="{times}" values="{values}"/>{content}</g>')


def picture(frames, length):
    """`frames`: pairs of the second at which a screen came and the screen."""
    width, height = COLUMNS * CELL + 16, ROWS * LINE + 16
    starts = [start for start, _ in frames] + [length]
    groups = []
    for states in zip(*(drawn(screen) for _, screen in frames)):
        first = 0
        for index in range(1, len(states) + 1):
            if index == len(states) or states[index] != states[first]:
                groups.append(shown(states[first], starts[first], starts[index], length))
                first = index
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" height="{height}" '
            f'font-family="ui-monospace, DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" fill="{PALETTE[7]}">'
            f'<rect width="100%" height="100%" rx="6" fill="{PALETTE[0]}"/><g transform="translate(8 8)">\n'
            + "\n".join(filter(None, groups)) + "\n</g></svg>\n")


def record(editor, options):
    sandbox = Sandbox(options.sandbox, ["--fault", "words=1;pace=45;first=500"])
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "visit.txt").write_text(TEXT)
        terminal = Terminal([*EDITORS[editor](options.server), "visit.txt"], {**environment(sandbox.url), "HOME": folder}, folder)
        try:
            time.sleep(1)
            start, frames = time.monotonic(), []
            begin, command = COMMANDS[editor]
            keys = iter([(0.6, begin), *((0.9 + index * 0.08, key) for index, key in enumerate(command)),
                         (1.2 + 0.08 * len(command), "Enter")])
            due, key = next(keys)
            while time.monotonic() - start < 8:
                if key and time.monotonic() - start >= due:
                    terminal.run("send-keys", key)
                    due, key = next(keys, (0, None))
                screen = terminal.screen()
                if not frames or frames[-1][1] != screen:
                    frames.append((time.monotonic() - start if frames else 0, screen))
                time.sleep(0.06)
        finally:
            terminal.close()
            sandbox.close()
    return picture(frames, 9)


def record_core(options):
    sandbox = Sandbox(options.sandbox, ["--fault", "words=1;pace=80;first=300"])
    with tempfile.TemporaryDirectory() as folder:
        transcript = pathlib.Path(folder, "visit.txt")
        transcript.write_text(TEXT)
        env = {**environment(sandbox.url), "SOAPNOTE_MONACO": str(files()), "SOAPNOTE_SERVER": options.server}
        try:
            subprocess.run(["node", HERE / "vscode" / "picture.js", transcript, options.picture.absolute()], env=env, check=True)
        finally:
            sandbox.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--server", default=str(ROOT / ".build/debug/soapnote-lsp"), type=os.path.abspath)
    parser.add_argument("--sandbox", default=str(ROOT / ".build/debug/soapnote-sandbox"), type=os.path.abspath)
    parser.add_argument("editor", choices=[*EDITORS, "vscode"])
    parser.add_argument("picture", type=pathlib.Path)
    options = parser.parse_args()
    if options.editor == "vscode":
        record_core(options)
    else:
        options.picture.write_text(record(options.editor, options))


if __name__ == "__main__":
    main()
