#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Commands that are many calls, on both engines: their keys, and what stands after a failure:
# test_batches.py TOTE sqlite|postgresql
import contextlib
import json
import os
import resource
import signal
import sqlite3
import subprocess

from clilib import DEMO, Skip, dump, main, named
from test_contract import needs_engine, prepare

ORDERS = DEMO + "/orders-shopify.csv"
SHOPIFY = ("import", "orders", "--channel", "shopify")


def copy_of(world, name, text):
    path = f"{world.folder}/{name}"
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def same_again(tote, *words, **more):
    """Twice the same, and the second time nothing happens."""
    first = tote.run("--json", *words, **more.copy())
    assert first.status == 0, first
    before = dump(tote.url)
    if "stdin" in more:
        more["stdin"].seek(0)
    second = tote.run("--json", *words, **more)
    assert (second.status, second.out) == (0, first.out), (first, second)
    assert dump(tote.url) == before
    return first.json


@needs_engine
def keyed_files(world, tote):
    """A key means one file with what is in it, wherever that lies."""
    tote.ok("init")
    for what in ("items", "places", "stock"):
        answer = same_again(tote, "--key", "k-" + what, "import", what, f"{DEMO}/{what}.csv")
        assert answer["created"] > 200, answer
    with open(DEMO + "/items.csv", encoding="utf-8") as file:
        text = file.read()
    elsewhere = copy_of(world, "elsewhere.csv", text)
    assert tote.ok("--key", "k-items", "import", "items", elsewhere)["created"] > 200
    other = copy_of(world, "other.csv", text + "NEW-1,New\n")
    error = tote.refuse(2, "call.key_reused", "--key", "k-items", "import", "items", other)
    assert "import items file=" in error["message"], error
    tote.refuse(2, "call.key_reused", "--key", "k-items", "import", "places", elsewhere)
    tote.refuse(2, "call.key_reused", "--key", "k-items", "order", "release", "--all")
    tote.refuse(2, "call.key_reused", "--key", "k-items", "setting", "set", "shop.name", "X")
    text = tote.run("--key", "k-items", "import", "items", elsewhere)
    assert text.status == 0 and "created" in text.out, text


@needs_engine
def keyed_input(world, tote):
    """Standard input counts as the file that it is, also from a pipe."""
    with open(ORDERS, encoding="utf-8") as file:
        answer = same_again(tote, "--key", "k-orders", *SHOPIFY, "-", stdin=file)
    assert answer["created"] == 60, answer
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        with open(ORDERS, "rb") as file, os.fdopen(writer, "wb") as pipe:
            pipe.write(file.read())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        piped = tote.ok("--key", "k-orders", *SHOPIFY, "-", stdin=pipe)
    os.waitpid(child, 0)
    assert piped == answer, piped


@needs_engine
def keyed_commands(world, tote):
    """So do the other commands of many calls."""
    key = ("--key", "k-release", "order", "release")
    dry = tote.ok(*key, "--all", "--dry-run")
    assert dry["dry_run"], dry
    answer = same_again(tote, *key, "--all")
    assert answer["released"] == 51, answer
    tote.refuse(2, "call.key_reused", *key, "#1001")
    tote.refuse(2, "call.key_reused", *key)  # a flag is a word of the command, too
    waiting = tote.ok("order", "list", "--status", "short")["orders"]
    short, other = [row["order"] for row in waiting][:2]
    same_again(tote, "--key", "k-one", "order", "release", short)
    tote.refuse(2, "call.key_reused", "--key", "k-one", "order", "release", other)
    again = tote.run("--key", "k-one", "order", "release", short)
    assert again.out.endswith("\n") and again.status == 0, again
    answer = same_again(tote, "--key", "k-rotate", "key", "rotate")
    assert answer["resealed"] >= 60, answer
    tote.refuse(2, "call.key_reused", "--key", "k-rotate", "key", "init")


@needs_engine
def key_file(world, tote):
    """What each key seals is told, one that nobody needs goes, and a used key retires nothing."""
    new, old = tote.ok("key", "list")["keys"]
    assert (new["state"], old["state"]) == ("seals", "not needed"), (new, old)
    assert new["persons"] >= 60 and new["log"] >= 1 and old["persons"] == old["log"] == 0, new
    later = {"TOTE_CLOCK": str(2_000_000_000_000)}
    answer = tote.ok("--key", "k-retire", "key", "retire", env=later)
    assert answer["retired"] == 1, answer
    assert tote.ok("key", "list")["keys"] == [new]
    tote.ok("key", "rotate")
    assert tote.ok("--key", "k-retire", "key", "retire", env=later) == answer
    assert len(tote.ok("key", "list")["keys"]) == 2


CARD = "4111111111111111"


@needs_engine
def cards(world, tote):
    """A card number that is typed or scanned anywhere is nowhere kept."""
    spaced = "4111 1111 1111 1111"
    tote.ok("setting", "set", "shop.name", f"Shop {spaced}")
    names = {row["key"]: row["value"] for row in tote.ok("setting", "list")["settings"]}
    assert names["shop.name"] == "Shop **** **** **** 1111", names
    work = tote.ok("pick", "start", "--next", 1)["work"]
    for code in (CARD, spaced, "]C1" + CARD):
        answer = tote.run("--json", "pick", "scan", work, code)
        assert answer.status == 1 and CARD not in answer.out, answer
    for key in (CARD, spaced):
        tote.refuse(2, "call.key_card", "--key", key, "pick", "leave", work)
    tote.ok("--key", "order-" + "4006381333931", "pick", "leave", work)
    for code in (CARD, spaced):
        tote.refuse(1, "not_found", "--key", "k-card", "order", "release", code)
    tote.refuse(2, "call.argument", "order", "hold", "#1001", "--reason", f"card {spaced}")
    with open(ORDERS, encoding="utf-8") as file:
        head, first = file.read().split("\n")[:2]
    column = head.split(",").index("Id")
    cells = first.split(",")
    assert cells[column].isdigit(), cells
    path = copy_of(world, "card.csv", "\n".join(
        [head, first.replace(cells[column], CARD).replace(cells[0], "#9001")]) + "\n")
    answer = tote.ok(*SHOPIFY, path)
    assert answer["created"] == 1 and len(answer["problems"]) == 1, answer
    assert tote.ok(*SHOPIFY, path)["unchanged"] == 1
    kept = dump(tote.url)
    told = [line for line in kept.split("\n") if CARD in line or spaced in line]
    assert not told, told


@needs_engine
def refused(world, tote):
    """What was refused gives its key back."""
    key = ("--key", "k-again", "import", "items")
    tote.refuse(2, "call.usage", "--key", "k-again", "import", "nothing", ORDERS)
    bad = copy_of(world, "bad.csv", "no,header\n1,2\n")
    before = dump(tote.url)
    answer = tote.run("--json", *key, bad)
    assert answer.status in (1, 2), answer
    none = copy_of(world, "none.csv", "sku,name\n,No sku\n")
    answer = tote.run("--json", *key, none)  # of which nothing was taken
    assert answer.status == 1, answer
    assert (answer.json["rows"], answer.json["rejected"]) == (1, 1), answer
    assert answer.json["error"]["code"] == "import.nothing", answer
    assert "rejected" in tote.says(1, "import.nothing", *key, none).out
    good = copy_of(world, "good.csv", "sku,name\nNEW-2,New\n,No sku\n")
    assert tote.ok(*key, good)["created"] == 1
    assert dump(tote.url) != before


def limited(size):
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    return limit


@needs_engine
def full_disk(world, tote):
    """A disk that fills up in the middle: how many stand is said, and the same command goes on."""
    if world.engine != "sqlite":
        raise Skip("the disk of a server is its own")
    rows = 20000
    path = copy_of(world, "many.csv",
                   "sku,name\n,No SKU\n" +
                   "".join(f"MANY-{i},Thing {i} {'x' * 60}\n" for i in range(rows)))
    words = ("--key", "k-many", "import", "items", path)
    size = max(os.path.getsize(world.tote.url + end) for end in ("", "-wal")
               if os.path.exists(world.tote.url + end))
    answer = tote.run("--json", *words, preexec_fn=limited(size + 300_000))
    assert answer.status == 3, answer
    error = answer.json["error"]
    assert error["code"] == "db.full", error
    there = tote.ok("--key", "k-other", "import", "items", path, "--dry-run")["unchanged"]
    assert 0 < there < rows, there
    assert error["message"].endswith(f"; {there} of {rows + 1} were done before and stand"), error
    assert "same command again" in error["hint"] and "nothing" not in error["hint"], error
    other = copy_of(world, "fewer.csv", "sku,name\nMANY-1,Thing 1\n")
    tote.refuse(2, "call.key_reused", "--key", "k-many", "import", "items", other)
    # The answer is of the whole, and nothing is left of its parts.
    answer = same_again(tote, *words)
    assert (answer["unchanged"], answer["created"]) == (0, rows), answer
    assert len(answer["problems"]) == 1 and answer["rejected"] == 1, answer
    with contextlib.closing(sqlite3.connect(tote.url)) as base:
        kept = base.execute("SELECT count(*) FROM event_key WHERE op_key LIKE 'k-many%'")
        assert kept.fetchone() == (1,)


@needs_engine
def endless(_world, tote):
    """What comes without end is not read for ever: a signal ends it, and nothing was changed."""
    before = dump(tote.url)
    for key in ((), ("--key", "k-endless")):
        for end in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            words = [tote.program, "--json", *key, "import", "items", "-"]
            with subprocess.Popen(words, env=tote.env, stdin=subprocess.PIPE, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
                # More than a pipe holds: when it is written, somebody reads it.
                running.stdin.write("sku,name\n" + "X-1,Thing\n" * 20000)
                running.stdin.flush()
                running.send_signal(end)
                assert running.wait(60) == 3, running.stderr.read()
                error = json.loads(running.stdout.read())["error"]
                assert error["code"] == "work.cancelled", error
                assert "nothing was changed" in error["message"], error
    assert dump(tote.url) == before


@needs_engine
def dry_import(world, tote):
    """A trial of a file says that it was one, and only a trial does."""
    file = world.folder + "/trial.csv"
    with open(file, "w", encoding="utf-8") as rows:
        rows.write("sku,name\nTRY-1,Trial\n")
    trial = tote.ok("import", "items", file, "--dry-run")
    assert trial["dry_run"] is True and trial["created"] == 1, trial
    tote.refuse(1, "not_found", "stock", "show", "TRY-1")
    assert "dry_run" not in tote.ok("import", "items", file)
    assert tote.ok("stock", "show", "TRY-1")["on_hand"] == 0


@needs_engine
def either(world, tote):
    """Orders by name and all of them at once is one too many."""
    for words in ((), ("#1007", "--all"), ("#1007", "--all", "--dry-run")):
        tote.refuse(2, "call.usage", "order", "release", *words)


if __name__ == "__main__":
    main(named(keyed_files, keyed_input, keyed_commands, key_file, cards, refused, full_disk,
               endless, dry_import, either),
         prepare)
