# Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What Kate lists of account.cpp, and whether it goes away with the race.

The file has a second race below the first one, whose rows tell by their lines
which text they are of: that a row is missing means nothing as long as those of
the new text have not come.
"""

import re
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import GLib

MOST_SECONDS = 120
SOURCE = "account.cpp"


def until(what, look):
    """What `look` gives, as soon as it gives something."""
    end = time.monotonic() + MOST_SECONDS
    while True:
        # This is when news of other processes is read.
        while GLib.MainContext.default().iteration(False):
            pass
        try:
            if seen := look():
                return seen
        except GLib.Error:
            pass  # what was looked at went away meanwhile
        if time.monotonic() > end:
            raise SystemExit(f"this did not come: {what}")
        time.sleep(0.1)


def all_of(role):
    def walk(node):
        if node.get_role_name() == role:
            yield node
        for i in range(node.get_child_count()):
            if child := node.get_child_at_index(i):
                yield from walk(child)

    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        if app := desktop.get_child_at_index(i):
            yield from walk(app)


def press(name):
    item = until(f"the menu's '{name}'",
                 lambda: next((m for m in all_of("menu item")
                               if m.get_name() == name), None))
    item.do_action(0)


def rows():
    return [c.get_name() for c in all_of("table cell")]


FIRST, SECOND = "(await-check-then-act)", "(await-stale-write)"
# Of the second one, with its line as Kate counts, from 0 or 1 on.
STEP = re.compile(rf"\[{re.escape(SOURCE)}:(\d+)\] 'held' is read here")


def finding(listed, rule):
    return next((r for r in listed if rule in r), None)


def listing(at_line=None):
    """All rows and the line of the step, once that is `at_line`, or there."""
    def look():
        listed = rows()
        step = next(filter(None, map(STEP.fullmatch, listed)), None)
        if not step or not finding(listed, SECOND):
            return None
        line = int(step[1])
        return (listed, line) if at_line in (None, line) else None

    return until(f"the rows of {SECOND}, its step at line {at_line}", look)


def reload(text):
    """Lets Kate see `text`."""
    with open(SOURCE, "w", encoding="utf-8") as file:
        file.write(text)
    press("Reload")


def main():
    global Atspi
    with open(SOURCE, encoding="utf-8") as file:
        text = file.read()
    acts = "    balance -= amount;\n"
    assert acts in text
    kate = subprocess.Popen(["kate", "--new", SOURCE])
    try:
        subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--name",
                        SOURCE], check=True, timeout=MOST_SECONDS,
                       stdout=subprocess.DEVNULL)
        # Who looks at an application that is not ready keeps what it saw.
        from gi.repository import Atspi

        press("Switch to Diagnostics Tab")
        listed, line = listing()
        row = finding(listed, FIRST)
        if not row:
            raise SystemExit(f"there is no row of {FIRST}: {listed}")
        print("ok: a row:", row)
        if not any("coroutine suspends here" in r for r in listed):
            raise SystemExit(f"its steps are missing: {listed}")
        print("ok: its steps")
        reload(text.replace(acts, "    // Repairs nothing.\n" + acts))
        listed, _ = listing(line + 1)
        if not finding(listed, FIRST):
            raise SystemExit("the row is gone, but the race is not")
        print("ok: it stays as long as the race does")
        # The check once more, behind the wait.
        reload(text.replace(acts, "    if (balance < amount)\n"
                                  "      co_return false;\n" + acts))
        listed, _ = listing(line + 2)
        if row := finding(listed, FIRST):
            raise SystemExit(f"the race is gone, but not the row '{row}'")
        print("ok: no row")
        if kate.poll() is not None:
            raise SystemExit(f"Kate has ended ({kate.returncode})")
        print("passed")
    finally:
        kate.kill()
        kate.wait()


sys.stdout.reconfigure(line_buffering=True)
main()
