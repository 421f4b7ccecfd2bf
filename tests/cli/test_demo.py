#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# The sample shop from end to end: test_demo.py TOTE
import fcntl
import os
import pty
import select
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from contextlib import closing

from clilib import DEMO, Skip, Tote, main, named

MUST_SHIP = 51


def tote_in(folder):
    return Tote(sys.argv[1], folder + "/unused.db", folder)


def ssccs(shop):
    with closing(sqlite3.connect(f"file:{shop}/shop.db?mode=ro", uri=True)) as base:
        return {row[0] for row in base.execute("SELECT c.code FROM parcel p JOIN location c "
                                                   "ON c.id = p.id WHERE p.closed_at > 0")}


def decoded(picture):
    return subprocess.run(["zbarimg", "-q", "--raw", "-Sdisable", "-Scode128.enable", picture],
                          text=True, capture_output=True, check=False).stdout.split()


def generated(folder):
    """The files of the sample shop are what their generator makes."""
    target = folder + "/made"
    os.makedirs(target)
    subprocess.run([sys.executable, DEMO + "/make_demo.py", target], check=True)
    for name in sorted(os.listdir(target)):
        with open(f"{target}/{name}", "rb") as made, open(f"{DEMO}/{name}", "rb") as kept:
            assert made.read() == kept.read(), f"{name}: run assets/demo/make_demo.py"
    assert len(os.listdir(target)) == 4


def whole_day(folder):
    """Without a terminal the demo drives the day of the shop; without --dir it makes a folder."""
    tote = tote_in(folder)
    answer = tote.ok("demo", env={"XDG_CACHE_HOME": folder + "/cache"})
    assert answer["dir"].startswith(folder + "/cache/tote/demo-"), answer["dir"]
    assert answer["orders"] == 60 and answer["shipped"] == MUST_SHIP, answer
    assert len(answer["labels"]) > MUST_SHIP and all(map(os.path.isfile, answer["labels"]))
    steps = [step["step"] for step in answer["steps"] if step["step"]]
    assert steps == ["shop", *["import"] * 4, "release", "pick", "pack", "label", "ship",
                     "check"], steps
    said = "\n".join(step["message"] for step in answer["steps"])
    for words in ("wrong: ", "refused: ", "short: ", "60 new, 2 held", "handed to DHL"):
        assert words in said, f"{words} is not in:\n{said}"
    os.rename(answer["dir"], folder + "/shop")
    assert tote.ok("--db", folder + "/shop/shop.db", "stock", "check")["ok"]


def labels(folder):
    """Its labels decode to the SSCCs of the database."""
    if not shutil.which("zbarimg") or not shutil.which("pdftoppm"):
        raise Skip("zbar-tools or poppler-utils is not installed")
    files = sorted(os.listdir(folder + "/shop/labels"))
    known = ssccs(folder + "/shop")
    assert {name[:18] for name in files} == known, known
    assert {name[18:] for name in files} == {".pdf", ".png", ".zpl"}, files
    for name in [n for n in files if n.endswith(".pdf")][::6] + [n for n in files if ".png" in n]:
        picture = f"{folder}/shop/labels/{name}"
        if name.endswith(".pdf"):
            subprocess.run(["pdftoppm", "-r", "203", "-png", "-singlefile", picture,
                            folder + "/page"], check=True)
            picture = folder + "/page.png"
        assert "00" + name[:18] in decoded(picture), f"{name}: {decoded(picture)}"


def goes_on(folder):
    """A second demo in the same folder finds everything done."""
    before = sorted(os.listdir(folder + "/shop/labels"))
    answer = tote_in(folder).ok("demo", "--dir", folder + "/shop")
    assert answer["shipped"] == MUST_SHIP and len(answer["labels"]) == len(before), answer


def killed(folder):
    """A demo that was killed goes on where it was, and nothing counts twice."""
    tote, shop = tote_in(folder), folder + "/killed"
    for part in ("pick", "mishap", "pack", "label"):
        program = subprocess.Popen([tote.program, "demo", "--dir", shop], env=tote.env, text=True,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        marks = {"pick": "orders released", "mishap": "wrong:", "pack": "picked with",
                 "label": "packed with"}
        for line in program.stdout:
            if marks[part] in line:
                program.send_signal(signal.SIGKILL)
                break
        program.wait()
        program.stdout.close()
    answer = tote.ok("demo", "--dir", shop)
    assert answer["shipped"] == MUST_SHIP, answer
    assert {os.path.basename(path)[:18] for path in answer["labels"]} == ssccs(shop)
    assert tote.ok("--db", shop + "/shop.db", "stock", "check")["ok"]


def not_a_demo(folder):
    """A database that is no sample shop is left alone."""
    tote = tote_in(folder)
    os.makedirs(folder + "/real")
    tote.ok("--db", folder + "/real/shop.db", "init")
    tote.refuse(1, "exists", "demo", "--dir", folder + "/real")
    assert len(tote.ok("--db", folder + "/real/shop.db", "operator", "list")["operators"]) == 1


def read_until(master, words, seconds):
    seen, end = b"", time.monotonic() + seconds
    while words not in seen and time.monotonic() < end:
        if select.select([master], [], [], 0.2)[0]:
            try:
                seen += os.read(master, 65536)
            except OSError:
                break
    return seen


def terminal(folder):
    """On a terminal it opens the home screen, and a hang-up ends it."""
    tote = tote_in(folder)
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    program = subprocess.Popen([tote.program, "demo", "--dir", folder + "/screens"],
                               env={**tote.env, "TERM": "xterm-256color"}, stdin=slave,
                               stdout=slave, stderr=slave, start_new_session=True)
    os.close(slave)
    seen = read_until(master, b"NEEDS YOU", 60)
    os.close(master)
    program.wait(timeout=60)
    assert b"NEEDS YOU" in seen, seen[-2000:]


if __name__ == "__main__":
    main(named(generated, whole_day, labels, goes_on, killed, not_a_demo, terminal))
