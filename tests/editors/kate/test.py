# Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What Kate lists of account.cpp, and whether it goes away with the race."""

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


def finding():
    return next((r for r in rows() if "(await-check-then-act)" in r), None)


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
        print("ok: a row:", until("the finding", finding))
        until("the step at the suspension",
              lambda: any("coroutine suspends here" in r for r in rows()))
        print("ok: its steps")
        # The check once more, behind the wait.
        with open(SOURCE, "w", encoding="utf-8") as file:
            file.write(text.replace(acts, "    if (balance < amount)\n"
                                          "      co_return false;\n" + acts))
        press("Reload")
        until("the text of the file on the disk", lambda: any(
            Atspi.Text.get_character_count(t) > len(text)
            for t in all_of("text") if t.get_name() == SOURCE))
        until("no finding", lambda: not finding())
        print("ok: no row")
        if kate.poll() is not None:
            raise SystemExit(f"Kate has ended ({kate.returncode})")
        print("passed")
    finally:
        kate.kill()
        kate.wait()


sys.stdout.reconfigure(line_buffering=True)
main()
