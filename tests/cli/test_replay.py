#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# tote replay as users call it, on files and on a server: test_replay.py TOTE
import csv
import os
import shutil
import sqlite3
import sys
from contextlib import closing

from clilib import DEMO, Postgres, Tote, main, named


def morning(tote):
    tote.ok("init")
    for what in ("items", "places", "stock"):
        tote.ok("import", what, f"{DEMO}/{what}.csv")


def apart(tote):
    """The last row of an order comes once more, apart from it, and holds it."""
    with open(f"{DEMO}/orders-shopify.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    more = next(row for row in rows if not row[2])  # no word of the payment
    name = more[0]
    before = tote.ok("order", "show", name)["status"]
    path = tote.env["HOME"] + "/apart.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([rows[0], more])
    answer = tote.ok("import", "orders", "--channel", "shopify", path,
                     env={"TOTE_CLOCK": "1780000001000"})
    assert [p["code"] for p in answer["problems"]] == ["import.split"], answer
    assert before == "ready" and tote.ok("order", "show", name)["status"] == "held"


def day(tote):
    """What came in after the copy was made."""
    tote.ok("import", "orders", "--channel", "shopify", f"{DEMO}/orders-shopify.csv",
            env={"TOTE_CLOCK": "1780000000000"})
    apart(tote)
    tote.ok("stock", "adjust", "SUG-ROC", "A-01-01-1", 5, "--reason", "found",
            env={"TOTE_CLOCK": "1790000000000"})
    tote.ok("stock", "adjust", "SUG-ROC", "A-01-01-1", 7, "--reason", "found later",
            env={"TOTE_CLOCK": "1890000000000"})


def left(folder):
    return [name for name in os.listdir(folder) if name.startswith("tote-replay-")]


def files(folder):
    """The day made again from a backup is the same; its outcome is kept whole and closed."""
    home, tmp = folder + "/files", folder + "/files/tmp"
    os.makedirs(tmp)
    tote = Tote(sys.argv[1], home + "/shop.db", home)
    tote.env["TMPDIR"] = tmp
    morning(tote)
    tote.ok("backup", home + "/copy.db")
    day(tote)
    answer = tote.ok("replay", home + "/copy.db")
    assert answer["same"] and answer["calls"] >= 3 and not answer["differences"], answer
    assert not left(tmp)
    beside = [name for name in os.listdir(home) if name.startswith("copy.db")]
    assert beside == ["copy.db"], beside  # a backup is only read
    # Up to a moment between the two corrections.
    tote.refuse(2, "call.usage", "replay", home + "/copy.db", "--at", "2027-01-01T00:00:00Z")
    tote.refuse(2, "call.argument", "replay", home)
    tote.refuse(2, "call.argument", "replay", "/dev/zero")
    tote.refuse(3, "db.open", "replay", f"postgresql://tote@/none?host={home}/none")
    answer = tote.ok("replay", home + "/copy.db", "--at", "2027-01-01T00:00:00Z", "--to",
                     home + "/then.db")
    assert answer["at"].startswith("2026-"), answer
    assert os.stat(home + "/then.db").st_mode & 0o137 == 0
    assert not [name for name in os.listdir(home) if name.startswith("then.db.")], home
    shutil.copy(home + "/shop.db.keys", home + "/then.db.keys")
    then = Tote(sys.argv[1], home + "/then.db", home)
    now = tote.ok("stock", "show", "SUG-ROC")["on_hand"]
    assert then.ok("stock", "show", "SUG-ROC")["on_hand"] == now - 7
    # Up to the very moment of the second one, which belongs to it.
    answer = tote.ok("replay", home + "/copy.db", "--at", "2029-11-22T00:00:00Z", "--to",
                     home + "/last.db")
    assert answer["at"] == "2029-11-22T00:00:00Z", answer
    tote.refuse(1, "exists", "replay", home + "/copy.db", "--to", home + "/then.db")
    # Somebody's sealed text was exchanged, and then damaged.
    for change in ("(SELECT sealed FROM person WHERE id = 2)", "x'00112233'"):
        with closing(sqlite3.connect(home + "/shop.db")) as base:
            base.execute(f"UPDATE person SET sealed = {change} WHERE id = 1")
            base.commit()
        done = tote.run("--json", "replay", home + "/copy.db")
        assert done.status == 1 and not done.json["same"], done
        assert any(d.startswith("person 1: ") for d in done.json["differences"]), done
        assert done.json["error"]["code"] == "log.differs", done
    tote.says(1, "log.differs", "replay", home + "/copy.db")
    with closing(sqlite3.connect(home + "/shop.db")) as base:
        base.execute("UPDATE event_payload SET brought = x'00' WHERE sealed = 1")
        base.commit()
    error = tote.refuse(3, "log.unreadable", "replay", home + "/copy.db", "--to", home + "/x.db")
    assert "damaged in the log" in error["message"], error
    assert not left(tmp) and not [n for n in os.listdir(home) if n.startswith("x.db")]


def retired(folder):
    """A backup from before a key was retired opens by the older copy of the key file alone."""
    home = folder + "/retired"
    os.makedirs(home)
    tote = Tote(sys.argv[1], home + "/shop.db", home)
    older, orders = home + "/older.keys", f"{DEMO}/orders-shopify.csv"
    morning(tote)
    tote.ok("import", "orders", "--channel", "shopify", orders)
    tote.ok("backup", home + "/copy.db")
    shutil.copy(home + "/shop.db.keys", older)
    old = tote.ok("key", "list")["keys"][0]["key"]
    tote.ok("key", "rotate")
    assert tote.ok("key", "retire", env={"TOTE_CLOCK": "2000000000000"})["retired"] == 1
    tote.ok("stock", "adjust", "SUG-ROC", "A-01-01-1", 5, "--reason", "found")
    # Which key, and what to give.
    error = tote.refuse(3, "keys.lacking", "replay", home + "/copy.db")
    assert old in error["message"] and "--key-file" in error["hint"], error
    tote.refuse(3, "keys.missing", "replay", home + "/copy.db", "--key-file", home + "/none")
    # The file that was given does not help either: both are named.
    strange = Tote(sys.argv[1], home + "/strange.db", home)
    strange.ok("init")
    strange.ok("key", "rotate")
    error = tote.refuse(3, "keys.lacking", "replay", home + "/copy.db", "--key-file",
                        home + "/strange.db.keys")
    assert "strange.db.keys" in error["message"] and "shop.db.keys" in error["message"], error
    tote.refuse(3, "keys.damaged", "replay", home + "/copy.db", "--key-file", orders_as_keys(home))
    answer = tote.ok("replay", home + "/copy.db", "--key-file", older, "--to", home + "/out.db")
    assert answer["same"] and answer["calls"] == 2, answer
    # What was kept opens by the key file of today; a backup that is put back does after a rotation.
    shutil.copy(home + "/copy.db", home + "/back.db")
    for name in ("out", "back"):
        shutil.copy(home + "/shop.db.keys", f"{home}/{name}.db.keys")
        other = Tote(sys.argv[1], f"{home}/{name}.db", home)
        if name == "back":
            known = {key["key"]: key["state"] for key in other.ok("key", "list")["keys"]}
            assert known[old] == "missing", known
            other.refuse(3, "keys.lacking", "key", "rotate")
            assert other.ok("key", "rotate", "--key-file", older)["resealed"] >= 60
        keys = other.ok("key", "list")["keys"]
        assert [key["state"] for key in keys] == ["seals"] and keys[0]["persons"] >= 60, keys


def orders_as_keys(home):
    path = home + "/no.keys"
    with open(path, "w", encoding="utf-8") as file:
        file.write("no keys\n")
    os.chmod(path, 0o600)
    return path


def server(folder):
    """A copy on a server is brought to the same."""
    base = Postgres()
    try:
        home = folder + "/server"
        os.makedirs(home)
        tote = Tote(sys.argv[1], base.url("replay"), home)
        tote.env["TOTE_KEYS"] = home + "/keys"
        morning(tote)
        copy = base.url("copied")
        base.tool("dropdb", base.names[-1])
        base.tool("createdb", "-T", base.names[0], base.names[-1])
        day(tote)
        answer = tote.ok("replay", copy)
        assert answer["same"] and answer["calls"] >= 3, answer
        tote.refuse(2, "call.usage", "replay", copy, "--to", home + "/x.db")
    finally:
        base.stop()


if __name__ == "__main__":
    main(named(files, retired, server))
