"""Editors in a terminal of their own, and what is left of them."""

import fcntl
import os
import pathlib
import pty
import select
import signal
import struct
import termios
import time


def run_in_terminal(arguments, env, columns, cwd, limit):
    """Runs the editor in a terminal of its own until it ends; returns what it wrote there."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(cwd)
        os.execvpe(arguments[0], arguments, env)
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
