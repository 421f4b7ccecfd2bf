#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# `tote scan explain` as its users see it: test_scan_explain.py TOTE
import json
import subprocess
import sys

from clilib import Tote, main, named

GTIN = "09521141123454"
KEYS = {"kind", "symbology", "aim", "modifier", "gtin", "elements", "problems", "element_string",
        "bracketed", "link"}


def explained(folder, text, *words):
    """The answers to TEXT on standard input, one for each line."""
    tote = Tote(sys.argv[1], folder + "/none.db", folder)
    done = subprocess.run([tote.program, "scan", "explain", "-", *words], input=text,
                          env=tote.env, capture_output=True, check=False)
    assert done.returncode == 0 and not done.stderr, done
    lines = done.stdout.decode().split("\n")
    assert lines.pop() == ""
    return [json.loads(line) for line in lines]


def one_code(folder):
    """One code as JSON, without a database; exit 0 also when something is wrong."""
    tote = Tote(sys.argv[1], "sqlite:/no/such/folder/x.db", folder)
    answer = tote.ok("scan", "explain", f"(01){GTIN}(10)AB(17)260831")
    assert KEYS <= set(answer), answer
    assert answer["kind"] == "gs1" and answer["problems"] == [], answer
    assert [(e["ai"], e["title"], e["value"]) for e in answer["elements"]] == [
        ("01", "GTIN", GTIN), ("10", "BATCH/LOT", "AB"), ("17", "USE BY or EXPIRY", "260831")]
    assert answer["elements"][2]["text"] == "2026-08-31", answer
    assert answer["element_string"] == f"01{GTIN}10AB\x1d17260831", answer
    assert answer["link"] == f"https://id.gs1.org/01/{GTIN}/10/AB?17=260831", answer
    assert answer["gtin"] == GTIN, answer
    wrong = tote.ok("scan", "explain", "]C1" + GTIN[:-1])
    assert wrong["problems"] and wrong["symbology"] == "GS1-128" and wrong["aim"] == "]C1", wrong
    for problem in wrong["problems"]:
        assert {"code", "message", "position"} <= set(problem), problem


def for_people(folder):
    """Without --json the code is cut into lines for people."""
    tote = Tote(sys.argv[1], folder + "/none.db", folder)
    said = tote.run("scan", "explain", f"]d201{GTIN}3103001250")
    assert said.status == 0, said
    assert "GS1 DataMatrix" in said.out and "1.250 kg" in said.out, said.out
    assert "nothing is wrong" in said.out, said.out
    said = tote.run("scan", "explain", "4006381333932")
    assert "wrong at 12" in said.out and "(gtin.check_digit)" in said.out, said.out


def one_a_line(folder):
    """A line in, a document out, in order, also for empty lines and the last one."""
    answers = explained(folder, b"4006381333931\n\nO-123456\r\n106141411234567897")
    assert [a["kind"] for a in answers] == ["gtin", "unknown", "order", "sscc"], answers
    assert explained(folder, b"") == []
    assert [a["kind"] for a in explained(folder, b"\n\n")] == ["unknown", "unknown"]


def escapes(folder):
    """C escapes stand for bytes; a backslash before anything else is one."""
    rows = [(rb"]C101" + GTIN.encode() + rb"10AB\x1d21C", f"(01){GTIN}(10)AB(21)C"),
            (rb"]C101" + GTIN.encode() + rb"10AB\x1D99TEST", f"(01){GTIN}(10)AB(99)TEST"),
            (rb"]C101" + GTIN.encode() + rb"10AB\03521C", f"(01){GTIN}(10)AB(21)C"),
            (rb"(01)" + GTIN.encode() + rb"(10)A\(1", rf"(01){GTIN}(10)A\(1"),
            (rb"(01)" + GTIN.encode() + rb"(10)A\\(1", rf"(01){GTIN}(10)A\(1"),
            (rb"(01)" + GTIN.encode() + rb"(10)\"", f'(01){GTIN}(10)"')]
    answers = explained(folder, b"\n".join(code for code, _ in rows) + b"\n")
    for (code, bracketed), answer in zip(rows, answers):
        assert answer["bracketed"] == bracketed, (code, answer)
    place = explained(folder, rb"]C101" + GTIN.encode() + rb"10A\x1d17269931")[0]["problems"]
    assert [p["position"] for p in place] == [27], place
    odd = explained(folder, b"\\\n\\x\n\\xq\n\\777\n\\0\n\xff\xfe\n")
    assert [a["kind"] for a in odd] == ["unknown"] * 6, odd


def short_gtin(folder):
    """Short GTINs in links only when they are allowed."""
    link = b"https://shop.example/01/9521141123454\n"
    assert explained(folder, link)[0]["problems"]
    assert explained(folder, link, "--short-gtin")[0]["gtin"] == GTIN


def talked_with(folder):
    """An answer comes before the next line is asked for."""
    tote = Tote(sys.argv[1], folder + "/none.db", folder)
    with subprocess.Popen([tote.program, "scan", "explain", "-"], env=tote.env,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as talk:
        for code, kind in ((b"4006381333931\n", "gtin"), (b"T-1\n", "tote")):
            talk.stdin.write(code)
            talk.stdin.flush()
            assert json.loads(talk.stdout.readline())["kind"] == kind
        talk.stdin.close()
        assert talk.wait() == 0


if __name__ == "__main__":
    main(named(one_code, for_people, one_a_line, escapes, short_gtin, talked_with))
