# SPDX-License-Identifier: Apache-2.0
# Helpers of the tests of the command line: running tote, TAP, databases on PostgreSQL.
import contextlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import traceback

PG_BIN = "/usr/lib/postgresql/15/bin"
SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DEMO = os.path.join(SOURCE, "assets", "demo")


class Skip(Exception):
    pass


class Answer:
    def __init__(self, done):
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr

    @property
    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f"exit {self.status}\n{self.out[-2000:]}{self.err[-2000:]}"


class Tote:
    """The program with the environment of a user who has no settings."""

    def __init__(self, program, url, folder):
        self.program, self.url = os.path.abspath(program), url
        self.env = {"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8", "TZ": "UTC",
                    "TOTE_THROWAWAY": "1", "TOTE_DB": url}
        # A build folder outside the tree does not find them by itself.
        if not self.program.startswith(SOURCE + os.sep):
            self.env["TOTE_ASSETS"] = os.path.join(SOURCE, "assets")
        for name, value in os.environ.items():
            if name.endswith("SAN_OPTIONS"):
                self.env[name] = value

    def run(self, *words, **more):
        env = {**self.env, **more.pop("env", {})}
        return Answer(subprocess.run([self.program, *map(str, words)], env=env, text=True,
                                     stdin=more.pop("stdin", subprocess.DEVNULL),
                                     capture_output=True, check=False, **more))

    def ok(self, *words, **more):
        """Runs with --json and must succeed; the answer."""
        answer = self.run("--json", *words, **more)
        assert answer.status == 0, f"{words}: {answer}"
        return answer.json

    def refuse(self, status, code, *words, **more):
        """Runs with --json and must fail so; the error."""
        answer = self.run("--json", *words, **more)
        assert answer.status == status, f"{words}: {answer}"
        error = answer.json["error"]
        assert error["code"] == code, f"{words}: {error}"
        assert error["message"] and error["hint"], error
        return error

    def at_once(self, n, *words, **more):
        """N times the same with --json at the same time: the answers."""
        command = [self.program, "--json", *map(str, words)]
        env = {**self.env, **more.pop("env", {})}
        running = [subprocess.Popen(command, env=env, text=True, stdin=subprocess.DEVNULL,
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                   for _ in range(n)]
        answers = []
        for one in running:
            out, err = one.communicate()
            answers.append(Answer(subprocess.CompletedProcess(command, one.returncode, out, err)))
        return answers

    def says(self, status, code, *words, **more):
        """Runs for people and must fail so, with a sentence and below it hint and code."""
        answer = self.run(*words, **more)
        assert answer.status == status, f"{words}: {answer}"
        told = answer.err.splitlines()
        assert len(told) == 2 and told[0].startswith("tote: "), f"{words}: {answer}"
        assert re.fullmatch(rf" {{6}}\S.+ \({re.escape(code)}\)", told[1]), f"{words}: {answer}"
        return answer


def dump(url):
    """The whole database as text."""
    if "://" in url:
        text = subprocess.run([PG_BIN + "/pg_dump", "--inserts", url], check=True, text=True,
                              capture_output=True).stdout
        # Sequences do not roll back, and newer dumps carry a random word.
        return re.sub(r"^(SELECT pg_catalog\.setval|\\(un)?restrict).*$", "", text, flags=re.M)
    with contextlib.closing(sqlite3.connect(f"file:{url}?mode=ro", uri=True)) as base:
        return "\n".join(base.iterdump())


class Postgres:
    """Databases on the server of this test run; stop() drops them."""

    def __init__(self):
        build = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(sys.argv[1]))))
        env = dict(os.environ)
        if "TOTE_TEST_BY_PARENT" in env:
            env.setdefault("TOTE_TEST_RUN", str(os.getppid()))
        self.holder = subprocess.Popen([os.path.join(build, "tests/lib/db/pghold")], env=env,
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.folder = self.holder.stdout.readline().strip()
        if not self.folder:
            assert self.holder.wait() == 2, "the server of the tests does not start"
            raise Skip("PostgreSQL is not installed")
        self.names = []

    def tool(self, name, *words):
        subprocess.run([f"{PG_BIN}/{name}", "-h", self.folder, "-U", "tote", *words], check=True)

    def url(self, name):
        self.names.append(f"{name}{os.getpid()}")
        self.tool("createdb", self.names[-1])
        return f"postgresql://tote@/{self.names[-1]}?host={self.folder}"

    def stop(self):
        for name in self.names:
            self.tool("dropdb", "--force", name)
        self.holder.stdin.close()
        self.holder.wait()


def main(tests, prepare=None):
    """Runs (name, function) pairs as TAP; each gets a folder of its own for the whole run."""
    folder = tempfile.mkdtemp(prefix="tote-cli-")
    failed = 0
    context, cleanup = prepare(folder) if prepare else (folder, None)
    print(f"1..{len(tests)}")
    for number, (name, function) in enumerate(tests, 1):
        try:
            function(context)
            print(f"ok {number} {name}", flush=True)
        except Skip as reason:
            print(f"ok {number} {name} # SKIP {reason}", flush=True)
        except Exception:  # a test must not keep the others from running
            failed += 1
            for line in traceback.format_exc().splitlines():
                print(f"# {line}")
            print(f"not ok {number} {name}", flush=True)
    if cleanup:
        cleanup()
    shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


def named(*functions):
    return [(function.__doc__.strip().rstrip("."), function) for function in functions]
