#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# README.md tells the truth: its main job runs as it stands: test_readme.py TOTE
import os
import re
import subprocess
import sys

from clilib import SOURCE, Tote, main, named


def readme():
    with open(SOURCE + "/README.md", encoding="utf-8") as file:
        return file.read()


def main_job(folder):
    """The main job in ten lines ends with a label and a shipped order."""
    script = re.search(r"^```sh\n(.*?)^```", readme(), re.M | re.S).group(1)
    steps = [line for line in script.splitlines() if not line.startswith(" ")]
    assert len(steps) <= 12, steps
    tote = Tote(sys.argv[1], folder + "/shop.db", folder)
    os.symlink(SOURCE + "/assets", folder + "/assets")
    env = {**tote.env, "PATH": os.path.dirname(tote.program) + ":" + tote.env["PATH"]}
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=folder, env=env,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert os.path.getsize(folder + "/label.pdf") > 1000
    states = [row["status"] for row in tote.ok("order", "list", "--all")["orders"]]
    assert states.count("shipped") == 1, states


def files(folder):
    """Every file and folder that the documents name is there."""
    paths = set(re.findall(r"`((?:src|db|ui|assets|tests)(?:/[\w./]+)?)`", readme()))
    assert len(paths) > 8, paths
    for path in paths:
        assert os.path.exists(os.path.join(SOURCE, path)), path


def sizes(folder):
    """The numbers of the sample shop are right."""
    found = re.findall(r"(\d+) (items|places)", readme())
    assert len(found) == 2, found
    for number, what in found:
        with open(f"{SOURCE}/assets/demo/{what}.csv", encoding="utf-8") as file:
            assert len(file.readlines()) - 1 == int(number), (number, what)


if __name__ == "__main__":
    main(named(main_job, files, sizes))
