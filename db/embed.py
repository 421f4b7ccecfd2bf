# SPDX-License-Identifier: Apache-2.0
# Turns the migrations into a C table.
"""Turns migrations/NNNN-name.sql, or the parts of one in migrations/NNNN-name/N-part.sql in the
order given, into the C table migrations[]: embed.py OUT IN..."""
import os
import re
import sys

TOKENS = ("id", "log_id", "int", "text", "bytes", "strict", "clustered", "seq")


def as_or(match):
    column, words = match.group(1), re.findall("'[^']*'", match.group(2))
    return "CHECK (%s)" % " OR ".join("%s = %s" % (column, word) for word in words)


def check_tokens(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        for token in re.findall(r"\{(\w+)\}", line):
            if token not in TOKENS:
                sys.exit("%s:%d: {%s} is none of the tokens of db/driver.h" % (path, number, token))


def literal(text):
    # For a list of words SQLite builds a temporary index at every insert; OR only compares.
    text = re.sub(r"CHECK \((\w+) IN \(('[^)]*)\)\)", as_or, text)
    lines = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("--"):
            continue
        line = line.split(" -- ")[0].rstrip()
        lines.append('    "%s\\n"' % line.replace("\\", "\\\\").replace('"', '\\"'))
    return "\n".join(lines)


def name_of(path):
    """The folder of a part, else the file without its ending."""
    folder = os.path.basename(os.path.dirname(path))
    return os.path.basename(path)[:-4] if folder == "migrations" else folder


def rows_of(paths):
    texts = {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        check_tokens(path, text)
        texts.setdefault(name_of(path), []).append(literal(text))
    for number, name in enumerate(texts, 1):
        if int(name.split("-")[0]) != number:
            sys.exit("%s: migrations are numbered without gaps, %04d comes next" % (name, number))
    return ['    {"%s",\n%s},' % (name, "\n".join(parts)) for name, parts in texts.items()]


def main(out, paths):
    rows = rows_of(paths)
    with open(out, "w", encoding="utf-8") as file:
        file.write("struct migration {\n    const char *name, *text;\n};\n")
        file.write("static const struct migration migrations[] = {\n%s\n};\n" % "\n".join(rows))
        file.write("enum { n_migrations = %d };\n" % len(rows))


main(sys.argv[1], sys.argv[2:])
