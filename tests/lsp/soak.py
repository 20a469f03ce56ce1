#!/usr/bin/env python3
"""Days of an editor in minutes: random edits, opens, renames, settings and hostile messages.

    soak.py PROGRAM [SECONDS] [SEED]

At checkpoints all is saved, and what the server has published for each open document must be what `check` says of the
folder. What is open, and how long it is, changes all the time; so at every fourth checkpoint all is closed and the folder is
put back to what it was at first, and memory is compared there: in runs of twenty minutes and more it must not grow after the
first of these rests but one. At the end the threads must be back at their number, and the server must say goodbye with
status 0. Needs Linux (/proc) and nothing beside Python.
"""

import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.path.abspath(sys.argv[1])
SECONDS = float(sys.argv[2]) if len(sys.argv) > 2 else 60
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 32)
PATIENCE = 120
CHECKPOINTS = 20
EVERY = 4
LONGEST = 60_000
LINE_END = re.compile(r"\r\n|\r|\n")

PIECES = [
    "", "\n", "\r\n", "\r", " ", "- ", "# ", "## Tasks\n", "## 需求分析\n", "- **T9** 建设平台😀 (serves: N9; due: 2028-13)\n",
    "- **N1** Builders wait 38 days\n", "| ID | Task | Owner |\n|--|--|--|\n| T9 | x | |\n", "<!-- planspect-disable -->\n",
    "<!-- planspect-disable-next PRF002 -- why -->\n", "---\nkind: plan\n---\n", "```\n", "\u202e", "\u0000", "\ufeff",
    "tasks:\n  - id: T1\n    title: a: b\n", "责任单位：审批局；完成时限：2028年6月", "(serves: N1, N2; owner: Permit Office)", "[", "*", "：",
]

CONFIGS = [
    "",
    "select: [all]\n",
    "ignore: [KEY]\nseverity: {OVR010: error}\n",
    'plans:\n  - {name: all, files: ["plan-*.md"], profile: organisation, scope: whole}\n',
    'exclude: ["plan-1*.md"]\nvocabulary: {organisation: ["Lakeside County"]}\n',
    'per-path: {"plan-2*": {ignore: [PRF]}}\n',
]
BROKEN = ["select: [\n", "unknown: 1\n", "extends: ../outside.yaml\n", "\x00", "- - -", "rule-paths: [none.yaml]\n"]

METHODS = [
    "hover", "definition", "references", "documentHighlight", "prepareRename", "rename", "completion", "documentSymbol",
    "foldingRange", "selectionRange", "documentLink", "codeLens", "inlayHint", "semanticTokens/full",
    "semanticTokens/range", "codeAction", "prepareCallHierarchy",
]


class Server:
    """The server at the other end of two pipes; a thread reads what it says."""

    def __init__(self, folder: pathlib.Path, log: pathlib.Path):
        self.process = subprocess.Popen(
            [PROGRAM, "server", "--log", str(log)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
        )
        self.lock = threading.Lock()
        self.next = 0
        self.waiting: dict[int, str] = {}
        self.answers: dict[int, dict] = {}
        self.published: dict[str, dict] = {}
        self.faults: list[str] = []
        self.counts: dict[str, int] = {}
        self.heard = time.monotonic()
        threading.Thread(target=self.read, daemon=True).start()

    def raw(self, data: bytes) -> None:
        with self.lock:
            self.process.stdin.write(data)
            self.process.stdin.flush()

    def send(self, message: dict) -> None:
        body = json.dumps(message).encode()
        self.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def tell(self, method: str, params: dict) -> None:
        self.counts[method] = self.counts.get(method, 0) + 1
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def begin(self, method: str, params) -> int:
        self.counts[method] = self.counts.get(method, 0) + 1
        self.next += 1
        self.waiting[self.next] = method
        message = {"jsonrpc": "2.0", "id": self.next, "method": method}
        if params is not None:
            message["params"] = params
        self.send(message)
        return self.next

    def ask(self, method: str, params) -> dict:
        number = self.begin(method, params)
        until = time.monotonic() + PATIENCE
        while number in self.waiting:
            self.alive()
            assert time.monotonic() < until, f"{method} was not answered within {PATIENCE} s"
            time.sleep(0.005)
        return self.answers.pop(number)

    def alive(self) -> None:
        assert self.process.poll() is None, f"the server ended with {self.process.returncode}"

    def read(self) -> None:
        stream = self.process.stdout
        while True:
            length = None
            while (line := stream.readline()) not in (b"\r\n", b""):
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if length is None:
                return
            self.take(json.loads(stream.read(length)))

    def take(self, message: dict) -> None:
        self.heard = time.monotonic()
        method = message.get("method")
        if method is not None and "id" in message:
            result = [None] * len(message["params"]["items"]) if method == "workspace/configuration" else None
            try:
                self.send({"jsonrpc": "2.0", "id": message["id"], "result": result})
            except (BrokenPipeError, ValueError):
                pass
        elif method == "textDocument/publishDiagnostics":
            self.published[message["params"]["uri"]] = message["params"]
        elif method == "window/showMessage" and message["params"]["type"] == 1:
            self.faults.append(message["params"]["message"])
        elif method is None and message.get("id") in self.waiting:
            asked = self.waiting[message["id"]]
            if message.get("error", {}).get("code") == -32603:
                self.faults.append(f"{asked}: {message['error']}")
            if asked in ("shutdown", "initialize", "textDocument/documentSymbol"):
                self.answers[message["id"]] = message
            del self.waiting[message["id"]]

    def status(self) -> tuple[int, int]:
        """Memory in kB, and threads."""
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        values = dict(line.split(":", 1) for line in text.splitlines())
        return int(values["VmRSS"].split()[0]), int(values["Threads"])

    def threads(self) -> list[str]:
        tasks = pathlib.Path(f"/proc/{self.process.pid}/task")
        return sorted((task / "comm").read_text().strip() for task in tasks.iterdir())


def uri_of(path: pathlib.Path) -> str:
    return "file://" + urllib.parse.quote(str(path), safe="/-._~")


class Editor:
    """What an editor holds, kept apart from what the server makes of it."""

    def __init__(self, server: Server, folder: pathlib.Path, texts: list[tuple[str, str]], chance: random.Random):
        self.server, self.folder, self.texts, self.chance = server, folder, texts, chance
        self.open: dict[pathlib.Path, list] = {}
        self.number = 0
        self.config = folder / "planspect.yaml"
        for _ in range(24):
            ending, text = chance.choice(texts)
            self.fresh(ending).write_bytes(text.encode())
        self.first = {path: path.read_bytes() for path in self.files()}

    def fresh(self, ending: str) -> pathlib.Path:
        self.number += 1
        word = self.chance.choice(["plan", "规划", "a b", "100%"])
        return self.folder / f"{word}-{self.number % 97}.{ending}"

    def files(self) -> list[pathlib.Path]:
        return sorted(path for path in self.folder.iterdir() if path.suffix in (".md", ".yaml") and path != self.config)

    def changed(self, *paths: tuple[pathlib.Path, int]) -> None:
        changes = [{"uri": uri_of(path), "type": kind} for path, kind in paths]
        self.server.tell("workspace/didChangeWatchedFiles", {"changes": changes})

    # ---- what somebody does ----

    def opens(self) -> None:
        if len(self.open) > 12:
            return self.closes()
        path = self.chance.choice(self.files() or [self.fresh("md")])
        if path in self.open:
            return None
        return self.opened(path, path.read_bytes().decode() if path.exists() else "")

    def opened(self, path: pathlib.Path, text: str) -> None:
        self.open[path] = [1, text]
        language = "yaml" if path.suffix == ".yaml" else "markdown"
        document = {"uri": uri_of(path), "languageId": language, "version": 1, "text": text}
        self.server.tell("textDocument/didOpen", {"textDocument": document})

    def closes(self) -> None:
        if self.open:
            path = self.chance.choice(sorted(self.open))
            del self.open[path]
            self.server.tell("textDocument/didClose", {"textDocument": {"uri": uri_of(path)}})

    def position(self, text: str) -> tuple[int, dict]:
        """A place between two characters, and how an editor says it (UTF-16)."""
        at = self.chance.randrange(len(text) + 1)
        if 0 < at < len(text) and text[at - 1] == "\r" and text[at] == "\n":
            at += 1
        ends = list(LINE_END.finditer(text, 0, at))
        start = ends[-1].end() if ends else 0
        return at, {"line": len(ends), "character": len(text[start:at].encode("utf-16-le")) // 2}

    def edits(self) -> None:
        if not self.open:
            return self.opens()
        path = self.chance.choice(sorted(self.open))
        document = self.open[path]
        if len(document[1]) > LONGEST or self.chance.random() < 0.02:
            document[1] = self.chance.choice(self.texts)[1]
            changes = [{"text": document[1]}]
        else:
            changes = []
            for _ in range(self.chance.randrange(1, 5)):
                text = document[1]
                start, from_ = self.position(text)
                end, to = start, from_
                if self.chance.random() < 0.4:
                    end, to = self.position(text)
                    if end < start:
                        start, from_, end, to = end, to, start, from_
                    if end - start > 200:
                        end, to = start, from_
                piece = self.chance.choice(PIECES)
                changes.append({"range": {"start": from_, "end": to}, "text": piece})
                document[1] = text[:start] + piece + text[end:]
        document[0] += 1
        return self.server.tell(
            "textDocument/didChange",
            {"textDocument": {"uri": uri_of(path), "version": document[0]}, "contentChanges": changes},
        )

    def saves(self) -> None:
        if self.open:
            path = self.chance.choice(sorted(self.open))
            self.write(path)
            self.server.tell("textDocument/didSave", {"textDocument": {"uri": uri_of(path)}})

    def write(self, path: pathlib.Path) -> None:
        path.write_bytes(self.open[path][1].encode())

    def renames(self) -> None:
        """On disk, open or not, as an editor does it."""
        path = self.chance.choice(self.files() or [None])
        if path is None:
            return
        new = self.fresh(path.suffix[1:])
        if new.exists() or new in self.open:
            return
        held = self.open.pop(path, None)
        if held:
            self.server.tell("textDocument/didClose", {"textDocument": {"uri": uri_of(path)}})
        path.rename(new)
        self.changed((path, 3), (new, 1))
        if held:
            self.opened(new, held[1])

    def comes_or_goes(self) -> None:
        files = self.files()
        if len(files) > 20 and self.chance.random() < 0.6:
            path = self.chance.choice(files)
            if path not in self.open:
                path.unlink()
                self.changed((path, 3))
        elif len(files) < 60:
            ending, text = self.chance.choice(self.texts)
            path = self.fresh(ending)
            path.write_bytes(text.encode())
            self.changed((path, 1))

    def rests(self) -> None:
        """All is closed, and the folder holds what it held at first."""
        while self.open:
            self.closes()
        for path in self.files():
            if path not in self.first:
                path.unlink()
                self.changed((path, 3))
        for path, data in self.first.items():
            path.write_bytes(data)
            self.changed((path, 2))
        self.configures("")

    def size(self) -> int:
        """Bytes of the texts that the server holds."""
        closed = sum(path.stat().st_size for path in self.files() if path not in self.open)
        return closed + sum(len(text.encode()) for _, text in self.open.values())

    def configures(self, text: str | None = None) -> None:
        if text is None:
            text = self.chance.choice(BROKEN if self.chance.random() < 0.3 else CONFIGS)
        self.config.write_text(text)
        self.changed((self.config, 2))
        if self.chance.random() < 0.5:
            self.server.tell("workspace/didChangeConfiguration", {"settings": {"planspect": {"language": "en"}}})

    def asks(self) -> None:
        if not self.open:
            return self.opens()
        path = self.chance.choice(sorted(self.open))
        method = "textDocument/" + self.chance.choice(METHODS)
        _, place = self.position(self.open[path][1])
        if self.chance.random() < 0.05:
            place = {"line": 4294967295, "character": 4294967295}
        params = {
            "textDocument": {"uri": uri_of(path)},
            "position": place,
            "positions": [place],
            "range": {"start": place, "end": {"line": place["line"] + 3 & 0xFFFFFFFF, "character": 0}},
            "newName": self.chance.choice(["N77", "T8", "", "\u0000", "需求9"]),
            "context": {"diagnostics": [], "includeDeclaration": True},
        }
        number = self.server.begin(method, params)
        if self.chance.random() < 0.2:
            self.server.tell("$/cancelRequest", {"id": number})
        if self.chance.random() < 0.1:
            self.server.begin("workspace/symbol", {"query": self.chance.choice(["", "permit", "需求", "\U0001f600("])})
        return None

    def folders(self) -> None:
        other = {"uri": uri_of(self.folder.parent / "other"), "name": "other"}
        added, removed = ([other], []) if self.chance.random() < 0.5 else ([], [other])
        self.server.tell("workspace/didChangeWorkspaceFolders", {"event": {"added": added, "removed": removed}})

    def is_hostile(self) -> None:
        far = {"line": 99999, "character": 99999}
        kind = self.chance.randrange(10)
        if kind == 0:
            self.server.raw(self.chance.choice([
                b'Content-Length: 9\r\n\r\n{"json":"', b"Content-Length: 3\r\n\r\n\xff\xfe\xfd", b"Content-Length: 2\r\n\r\n[]",
                b"Content-Length: -5\r\n\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"content-LENGTH: 0\r\n\r\n",
                b"\r\n\r\n\0\0\0\r\n", b'Content-Length: 300\r\n\r\n{"jsonrpc":"2.0","met',
            ]))
            # What was cut off may eat the beginning of the next.
            self.server.send({"jsonrpc": "2.0", "method": "$/none"})
        elif kind == 1:
            self.server.begin("planspect/none", {})
        elif kind == 2:
            self.server.begin("textDocument/hover", self.chance.choice([[], {"position": 1}, {"textDocument": {"uri": 1}}]))
        elif kind == 3:
            change = {"range": {"start": far, "end": {"line": 0, "character": 0}}, "text": "x"}
            document = {"uri": "file:///nowhere/plan.md", "version": 3}
            self.server.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
        elif kind == 4:
            self.server.tell("textDocument/didOpen", {"textDocument": 5})
        elif kind == 5:
            self.server.send({"jsonrpc": "2.0", "id": "never-asked", "result": None})
        elif kind == 6:
            uri = self.chance.choice(["untitled:Untitled-1", "inmemory://a/1", "no scheme", "file:", "git:/a/plan.md", "file:///a%00b.md"])
            text = self.chance.choice(self.texts)[1]
            document = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
            self.server.tell("textDocument/didOpen", {"textDocument": document})
            self.server.begin("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
            self.server.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        elif kind == 7:
            self.server.tell("$/cancelRequest", {"id": self.chance.randrange(1 << 31)})
        elif kind == 8:
            self.server.begin("initialize", {"capabilities": {}})
        else:
            deep = "[" * 200 + "]" * 200
            body = f'{{"jsonrpc":"2.0","method":"$/deep","params":{deep}}}'.encode()
            self.server.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def acts(self) -> None:
        actions = [
            (30, self.edits), (4, self.opens), (3, self.closes), (4, self.saves), (2, self.renames), (2, self.comes_or_goes),
            (1, self.configures), (12, self.asks), (0.3, self.folders), (4, self.is_hostile),
        ]
        weights, chosen = zip(*actions)
        self.chance.choices(chosen, weights)[0]()


def findings(folder: pathlib.Path) -> dict[pathlib.Path, list]:
    """What `check` says of the folder, by file, as an editor counts."""
    ran = subprocess.run([PROGRAM, "check", "--lang", "en", "--format", "json", "."], cwd=folder, capture_output=True)
    assert ran.returncode in (0, 1, 3), ran.stderr.decode()
    found: dict[pathlib.Path, list] = {}
    for one in json.loads(ran.stdout)["findings"]:
        place = {
            side: {"line": one["range"][side]["line"] - 1, "character": one["range"][side]["utf16"] - 1} for side in ("start", "end")
        }
        found.setdefault(folder / one["path"], []).append((one["code"], one["message"], place))
    return found


def checkpoint(editor: Editor, number: int) -> int:
    """All is saved under settings that are right: the server must come to say what `check` says. Gives how many."""
    server = editor.server
    for path in sorted(editor.open):
        editor.write(path)
        server.tell("textDocument/didSave", {"textDocument": {"uri": uri_of(path)}})
    editor.changed(*((path, 2) for path in sorted(editor.open)))
    editor.configures(CONFIGS[number % len(CONFIGS)])
    if editor.open:
        server.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri_of(sorted(editor.open)[0])}})
    expected = findings(editor.folder)
    until = time.monotonic() + PATIENCE
    while True:
        server.alive()
        wrong = None
        total = 0
        for path, (version, _) in editor.open.items():
            said = server.published.get(uri_of(path))
            shown = [(d["code"], d["message"], d["range"]) for d in said["diagnostics"]] if said else []
            total += len(shown)
            if (said or {}).get("version", version) != version or shown != expected.get(path, []):
                wrong = (path, version, said, expected.get(path, []))
        if wrong is None and not server.waiting:
            return total
        if time.monotonic() > until:
            assert not server.waiting, f"never answered: {server.waiting}"
            path, version, said, right = wrong
            shutil.copytree(editor.folder, "/tmp/soak-failed", dirs_exist_ok=True)
            raise AssertionError(f"{path} {version}: published {json.dumps(said)[:2000]}\ncheck says {str(right)[:2000]}")
        time.sleep(0.05)


def texts() -> list[tuple[str, str]]:
    found = []
    for path in sorted((ROOT / "tests/corpus").rglob("*")):
        if path.suffix in (".md", ".yaml") and path.name != "labels.yaml":
            found.append((path.suffix[1:], path.read_bytes().decode()))
    assert len(found) > 20
    return found


def main() -> None:
    print(f"seed {SEED}, {SECONDS:.0f} s", flush=True)
    chance = random.Random(SEED)
    temporary = tempfile.TemporaryDirectory()
    base = pathlib.Path(temporary.name).resolve()
    folder = base / "plans"
    for path in (folder / ".git", base / "other/.git"):
        path.mkdir(parents=True)
    log = base / "server.log"
    server = Server(folder, log)
    editor = Editor(server, folder, texts(), chance)
    editor.config.write_text("")
    (base / "other/plan.md").write_text(editor.texts[0][1])
    server.ask(
        "initialize",
        {
            "processId": os.getpid(),
            "locale": "en",
            "capabilities": {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}},
            "workspaceFolders": [{"uri": uri_of(folder), "name": "plans"}],
        },
    )
    server.tell("initialized", {})
    for _ in range(6):
        editor.opens()
    checkpoint(editor, 0)
    threads_before = server.threads()
    start = time.monotonic()
    rests: list[int] = []
    actions = 0
    for number in range(1, CHECKPOINTS + 1):
        until = start + SECONDS * number / CHECKPOINTS
        while time.monotonic() < until:
            editor.acts()
            actions += 1
            server.alive()
            # An editor does not send what nobody reads; the queue is kept short, as a person's keyboard does.
            while len(server.waiting) > 20:
                server.alive()
                assert time.monotonic() - server.heard < PATIENCE, f"never answered: {server.waiting}"
                time.sleep(0.002)
            time.sleep(chance.choice([0, 0, 0.001, 0.01]))
        total = checkpoint(editor, number)
        memory, threads = server.status()
        print(
            f"{time.monotonic() - start:7.0f} s  {actions:8d} actions  {memory / 1024:7.1f} MB  {threads:3d} threads"
            f"  {len(editor.open):2d} open, {editor.size() / 1024:6.0f} kB of text, {total:3d} findings as check",
            flush=True,
        )
        if number % EVERY == 0:
            editor.rests()
            checkpoint(editor, 0)
            time.sleep(2)
            rests.append(server.status()[0])
            print(f"          at rest {rests[-1] / 1024:7.1f} MB, {editor.size() / 1024:6.0f} kB of text", flush=True)
            for _ in range(6):
                editor.opens()
    while editor.open:
        editor.closes()
    # Idle workers wait ten seconds for more.
    time.sleep(15)
    server.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri_of(folder / "none.md")}})
    time.sleep(0.5)
    threads_after = server.threads()
    processor = sum(map(int, pathlib.Path(f"/proc/{server.process.pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]))
    answer = server.ask("shutdown", None)
    assert "error" not in answer, answer
    server.send({"jsonrpc": "2.0", "method": "exit"})
    status = server.process.wait(timeout=PATIENCE)

    print("memory at rest: " + ", ".join(f"{kilobytes / 1024:.1f} MB" for kilobytes in rests))
    print(f"threads {len(threads_before)} before, {len(threads_after)} after; {processor / os.sysconf('SC_CLK_TCK'):.0f} s on a processor")
    print("sent: " + ", ".join(f"{count} {method.split('/')[-1]}" for method, count in sorted(server.counts.items())))
    said = log.read_text() if log.exists() else ""
    assert not server.faults, server.faults[:5]
    assert "fault of the server" not in said, said[-2000:]
    # Until every worker has once worked memory rises: ten minutes.
    early, late = (rests[1], rests[-1]) if SECONDS >= 1200 else (0, 0)
    assert late <= early * 1.05 + 8 * 1024, f"memory grows: {rests}"
    assert len(threads_after) <= len(threads_before) + 2, (threads_before, threads_after)
    assert status == 0, f"status {status}"
    print("sound")


if __name__ == "__main__":
    main()
