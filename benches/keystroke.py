#!/usr/bin/env python3
"""Times what an editor waits for: from a keystroke to the diagnostics of the text that has it.

    benches/keystroke.py WORKSPACE TEXT BYTES EDITS COMMAND...

WORKSPACE  a folder; the document is opened in it, and not written
TEXT       a text to take BYTES of, at a line's end
EDITS      so many characters are typed, each after the diagnostics of the one before
COMMAND    a language server on its standard input and output

Prints, in milliseconds, how long the first diagnostics took from `initialized` on, and median, 99th percentile and
maximum of the keystrokes; the server's processor time a keystroke; its greatest memory in MB.
"""

import json
import os
import pathlib
import queue
import subprocess
import sys
import threading
import time


class Server:
    """A language server and what it says, with the time at which each message was there."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.inbox = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        out = self.process.stdout
        while True:
            length = 0
            while line := out.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                self.inbox.put((time.perf_counter(), None))
                return
            self.inbox.put((time.perf_counter(), json.loads(out.read(length))))

    def send(self, method, params, number=None):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if number is not None:
            message["id"] = number
        self._write(message)

    def _write(self, message):
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def wait(self, wanted, seconds=120):
        """When the first message came that is wanted; requests of the server are answered on the way."""
        while True:
            at, message = self.inbox.get(timeout=seconds)
            if message is None:
                sys.exit("the server ended")
            if "method" in message and "id" in message:
                asked = message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
                self._write({"jsonrpc": "2.0", "id": message["id"], "result": asked and [None] * len(asked)})
            if wanted(message):
                return at

    def cost(self):
        """Seconds of processor time so far, and the greatest memory in MB."""
        folder = pathlib.Path("/proc") / str(self.process.pid)
        ticks = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        peak = next(line for line in (folder / "status").read_text().splitlines() if line.startswith("VmHWM"))
        return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK"), int(peak.split()[1]) / 1024


def main():
    if len(sys.argv) < 6:
        sys.exit(__doc__)
    folder, source = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
    size, edits, command = int(sys.argv[3]), int(sys.argv[4]), sys.argv[5:]
    source *= size // len(source.encode()) + 1
    text = source.encode()[:size].decode(errors="ignore").rsplit("\n", 1)[0] + "\n"
    uri = (folder / "keystroke.md").as_uri()

    def diagnostics(version):
        def of_it(message):
            params = message.get("params", {})
            published = message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri
            return published and params.get("version", version) == version

        return of_it

    server = Server(command)
    root = {"uri": folder.as_uri(), "name": folder.name}
    capabilities = {"textDocument": {"publishDiagnostics": {"versionSupport": True}}}
    server.send(
        "initialize",
        {"processId": os.getpid(), "rootUri": root["uri"], "workspaceFolders": [root], "capabilities": capabilities},
        1,
    )
    server.wait(lambda message: message.get("id") == 1)
    began = time.perf_counter()
    server.send("initialized", {})
    document = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
    server.send("textDocument/didOpen", {"textDocument": document})
    first = server.wait(diagnostics(1)) - began

    lines = text.count("\n")
    took = []
    before, _ = server.cost()
    for version in range(2, edits + 2):
        # Words are typed all over the text, at the start of lines that are not the front matter.
        line = 4 + version * 7919 % max(1, lines - 6)
        place = {"line": line, "character": 0}
        change = {"range": {"start": place, "end": place}, "text": "an "[version % 3]}
        sent = time.perf_counter()
        server.send(
            "textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]}
        )
        took.append(server.wait(diagnostics(version)) - sent)
    after, memory = server.cost()
    took.sort()
    print(
        f"{len(text.encode())} B, {edits} keystrokes: first {first * 1000:.0f} ms; "
        f"median {took[len(took) // 2] * 1000:.1f}, p99 {took[min(len(took) - 1, len(took) * 99 // 100)] * 1000:.1f}, "
        f"max {took[-1] * 1000:.1f} ms; processor {(after - before) / edits * 1000:.1f} ms; memory {memory:.0f} MB"
    )
    server.process.kill()


if __name__ == "__main__":
    main()
