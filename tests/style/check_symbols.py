#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Every global name of the libraries of a build stands once: check_symbols.py BUILD [NM].
#
# Static libraries are searched in order, so a name that two of them define is silently taken from
# the first, and who meant the other one calls something else.
import pathlib
import subprocess
import sys


def names(archive, nm):
    """The global names that a library defines."""
    out = subprocess.run([nm, "--defined-only", "--extern-only", "--format=posix", str(archive)],
                         capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in out.splitlines())
    return {row[0] for row in rows if len(row) > 2 and row[1] in "TDBRC"}


def main():
    build, nm = pathlib.Path(sys.argv[1]), (sys.argv[2:] or ["nm"])[0]
    archives = [path for folder in ("src", "db", "ui") for path in (build / folder).rglob("*.a")]
    if not archives:
        sys.exit(f"{build}: no libraries")
    owner, twice = {}, []
    for archive in sorted(archives):
        for name in names(archive, nm):
            if name.startswith("__"):
                continue  # of the sanitizers
            if name in owner:
                twice.append(f"{name}: {owner[name]} and {archive.relative_to(build)}")
            owner[name] = archive.relative_to(build)
    for line in sorted(twice):
        print(line)
    print(f"{len(owner)} names, {len(twice)} of them twice")
    sys.exit(1 if twice or len(owner) < 100 else 0)


main()
