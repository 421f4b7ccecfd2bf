#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Collects the sentences of the program and brings every translation along: collect.py ROOT
# [TEMPLATE]. With TEMPLATE it writes only that. xgettext knows PRId64 inside a sentence but not
# GLib's name for it, so it reads copies in which that is replaced.
import os
import re
import subprocess
import sys
import tempfile

MARK = re.compile(r"\b(?:N?_|ngettext)\(")


def marked(root):
    """Every source file that holds a sentence for people."""
    for top in ("src", "ui", "db"):
        for folder, _, names in os.walk(os.path.join(root, top), followlinks=True):
            for name in names:
                path = os.path.join(folder, name)
                if name.endswith((".c", ".h", ".def")) and name != "i18n.h":
                    with open(path, encoding="utf-8") as file:
                        text = file.read()
                    if MARK.search(text):
                        yield os.path.relpath(path, root), text


def collect(root, template):
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for name, text in sorted(marked(root)):
            copy = os.path.join(folder, name)
            os.makedirs(os.path.dirname(copy), exist_ok=True)
            with open(copy, "w", encoding="utf-8") as file:
                file.write(text.replace("G_GINT64_FORMAT", "PRId64"))
            names.append(name)
        subprocess.run(["xgettext", "--language=C", "--from-code=UTF-8", "--keyword=_",
                        "--keyword=N_", "--keyword=ngettext:1,2", "--no-location", "--no-wrap",
                        "--package-name=tote", "--output", template, *names], cwd=folder,
                       check=True, stderr=subprocess.DEVNULL)


def main():
    root = os.path.abspath(sys.argv[1])
    if len(sys.argv) > 2:
        collect(root, os.path.abspath(sys.argv[2]))
        return
    po = os.path.join(root, "assets", "po")
    with tempfile.NamedTemporaryFile(suffix=".pot") as template:
        collect(root, template.name)
        with open(po + "/LINGUAS", encoding="utf-8") as file:
            for language in file.read().split():
                subprocess.run(["msgmerge", "--update", "--backup=none", "--no-fuzzy-matching",
                                "--no-wrap", "--no-location", f"{po}/{language}.po",
                                template.name], check=True)


if __name__ == "__main__":
    main()
