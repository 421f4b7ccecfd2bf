#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Writes tote(1) from the tables of the program: make_man.py TOTE FILE. Nothing is listed twice.
import os
import re
import subprocess
import sys

ABOUT = """\
.B tote
takes orders in, allocates stock, leads pickers and packers scan by scan, prints labels and hands
parcels to the carrier. Without a verb it opens its screens; every action of a screen is also a
verb, so that scripts and other systems can do it.
.PP
Options may stand anywhere before
.BR \\-\\- .
A verb that changes something runs as one transaction: it is done whole or not at all.
"""

OPTIONS = [
    ("--db URL", "the database: a path, sqlite:PATH or postgresql://…; default: the user's own"),
    ("--as OPERATOR", "who does it; default: admin"),
    ("--station NAME", "the terminal or bench where it is done"),
    ("--json", "answer with one JSON document on standard output, also on refusal"),
    ("--key KEY", "idempotency key of a changing verb: the same key again gives the first answer"),
]
STATUS = [
    ("0", "done"),
    ("1", "refused by a rule of the business; nothing was changed"),
    ("2", "the call is wrong"),
    ("3", "the surroundings failed: database, printer, network, disk"),
]
ENVIRONMENT = [
    ("TOTE_DB, TOTE_OPERATOR, TOTE_STATION", "the same as --db, --as and --station"),
    ("TOTE_KEYS", "the key file of customers; default: beside the database, for a server in "
                  "~/.config/tote"),
    ("TOTE_ASSETS", "the folder of label designs and of the sample shop"),
    ("TOTE_THROWAWAY", "set to allow a database in memory, which a restart forgets"),
    ("NO_COLOR", "set to draw the screens without colours"),
]
FILES = [
    ("~/.local/share/tote/tote.db", "the database when nothing names another"),
]
SEE_ALSO = ["tote-boxes", "tote-carts", "tote-codes", "tote-sources", "tote-stock-levels",
            "tote-walks"]


def escape(text):
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("^", "\\(ha").replace("~", "\\(ti")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def asker(program):
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}
    for name, value in os.environ.items():
        if name.endswith("SAN_OPTIONS"):
            env[name] = value

    def ask(*words):
        return subprocess.run([program, *words], env=env, check=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE).stdout.decode()
    return ask


def pairs(rows):
    return "".join(f".TP\n.B {escape(term)}\n{escape(text)}\n" for term, text in rows)


def verbs(text):
    """The output of `help ''`: a synopsis, a summary, and a line for each argument."""
    out = []
    for line in text.split("\n"):
        if line.startswith("  tote "):
            words = re.match(r"  tote ([a-z]+(?: [a-z]+)?)(.*)", line)
            out.append(f".TP\n.BR \"{escape(words[1])}\" \"{escape(words[2])}\"")
        elif line.startswith(" " * 10):
            term, _, meaning = line.strip().partition(" ")
            out.append(f".br\n.I {escape(term)}\n\\(en {escape(meaning.strip())}")
        elif line.strip():
            out.append(escape(line.strip()))
    return "\n".join(out) + "\n"


def columns(text):
    """Lines of `key  value  meaning`, the parts two blanks apart or more."""
    out = []
    for line in filter(None, text.split("\n")):
        parts = re.split(r"  +", line.strip(), maxsplit=1)
        out.append(f".TP\n.B {escape(parts[0])}\n{escape(parts[1] if len(parts) > 1 else '')}")
    return "\n".join(out) + "\n"


def verbatim(text):
    return f".nf\n{escape(text.rstrip())}\n.fi\n"


def page(ask):
    version = re.search(r"^tote +(\S+)", ask("version"), re.M)[1]
    sections = [
        ("NAME", "tote \\- order management and warehouse terminal\n"),
        ("SYNOPSIS", ".B tote\n[\\fIoptions\\fR] [\\fIverb\\fR [\\fIarguments\\fR]]\n"),
        ("DESCRIPTION", ABOUT),
        ("OPTIONS", pairs(OPTIONS)),
        ("VERBS", verbs(ask("help", ""))),
        ("EXIT STATUS", pairs(STATUS)),
        ("ENVIRONMENT", pairs(ENVIRONMENT)),
        ("FILES", pairs(FILES)),
        ("SETTINGS", "Changed with\n.BR \"tote setting set\" .\nEach with its default.\n"
         + columns(ask("dump", "settings"))),
        ("COLUMNS OF IMPORTED FILES", verbatim(ask("dump", "columns"))),
        ("STATES", verbatim(ask("dump", "states"))),
        ("WHO MAY DO WHAT", verbatim(ask("dump", "ops"))),
        ("KEYS OF THE SCREENS", verbatim(ask("dump", "keys"))),
        ("CODES OF REFUSALS AND FAILURES", "The code, the exit status, and what to do.\n"
         + columns(ask("dump", "codes"))),
        ("SEE ALSO", ",\n".join(f".BR {escape(name)} (7)" for name in SEE_ALSO) + "\n"),
    ]
    head = (".\\\" SPDX-License-Identifier: Apache-2.0\n.\\\" Made from the tables of the program "
            f"by make_man.py.\n.TH TOTE 1 \"\" \"tote {version}\" \"User Commands\"\n")
    return head + "".join(f".SH {name}\n{text}" for name, text in sections)


def main():
    text = page(asker(sys.argv[1]))
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main()
