# SPDX-License-Identifier: MulanPSL-2.0
"""A print server of our own for tests: only a socket file, a queue whose backend keeps what it receives.

Needs CUPS and its filters on the machine (apt: cups cups-client cups-filters) and an account that may
start it. Nothing of the system's own print server is touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

BIN, PPD = Path("/usr/lib/cups"), Path("/usr/share/ppd/cupsfilters")
DUPLEX_PPD = PPD / "Generic-PDF_Printer-PDF.ppd"
BACKEND = """#!/bin/sh
# argv: job user title copies options [file]
[ $# -eq 0 ] && {{ echo 'direct keep:/ "Keeping queue" "Keeping queue"'; exit 0; }}
if [ -e {store}/refuse ]; then echo "STATE: +media-empty-error" >&2; exit 4; fi
echo "STATE: -media-empty-error,media-jam-error" >&2
if [ -e {store}/jam ]; then
  echo "INFO: Printing page $(cat {store}/jam), 40% complete." >&2
  echo "STATE: +media-jam-error" >&2
  sleep 1
  exit 4
fi
if [ -n "$6" ]; then cat "$6" > {store}/$1.pdf; else cat > {store}/$1.pdf; fi
printf '%s\\n' "$3" > {store}/$1.title
printf '%s\\n' "$4" > {store}/$1.copies
printf '%s\\n' "$5" > {store}/$1.options
touch {store}/$1.done
exit 0
"""
SERVER = """LogLevel warn
MaxLogSize 0
Listen {folder}/cups.sock
Browsing Off
DefaultAuthType None
WebInterface No
PreserveJobFiles No
<Location />
Order allow,deny
Allow all
</Location>
<Location /admin>
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
FILES = """FileDevice Yes
SystemGroup root
ServerRoot {folder}/etc
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/tmp
ServerBin {folder}/bin
DataDir /usr/share/cups
DocumentRoot {folder}/doc
AccessLog {folder}/access_log
ErrorLog {folder}/error_log
PageLog {folder}/page_log
"""


@frozen
class Received:
    """What the queue's backend was handed for one job."""

    title: str
    copies: int
    options: str
    pdf: bytes


@frozen
class Server:
    """The running server."""

    folder: Path
    store: Path

    @property
    def socket(self) -> Path:
        """Return its socket file."""
        return self.folder / "cups.sock"

    def run(self, *command: str) -> str:
        """Run one of the print commands against this server."""
        environment = os.environ | {"CUPS_SERVER": str(self.socket), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=30, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def add_queue(self, name: str, ppd: Path) -> None:
        """Set a queue up on the keeping backend."""
        self.run("lpadmin", "-p", name, "-E", "-v", "keep:/", "-P", str(ppd))

    def refuse(self, on: bool) -> None:
        """Let the backend say that there is no paper, or print again."""
        mark = self.store / "refuse"
        mark.touch() if on else mark.unlink()

    def jam(self, page: int) -> None:
        """Let the backend stop on a page of the file, saying which; 0 lets it print again."""
        mark = self.store / "jam"
        if page:
            mark.write_text(str(page))
        else:
            mark.unlink(missing_ok=True)

    def received(self) -> list[Received]:
        """Return the jobs that arrived whole, in order."""
        jobs = sorted(self.store.glob("*.done"), key=lambda path: int(path.stem))
        return [self._job(path.with_suffix("")) for path in jobs]

    def _job(self, base: Path) -> Received:
        words = [
            base.with_suffix(f".{kind}").read_text().strip()
            for kind in ("title", "copies", "options")
        ]
        return Received(words[0], int(words[1]), words[2], base.with_suffix(".pdf").read_bytes())


def _lay_out(folder: Path, store: Path) -> None:
    for name in (
        "etc",
        "spool",
        "spool/tmp",
        "cache",
        "state",
        "state/certs",
        "tmp",
        "doc",
        "bin",
        "bin/backend",
    ):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name in ("filter", "daemon", "cgi-bin", "notifier", "monitor", "driver"):
        if (BIN / name).exists():
            (folder / "bin" / name).symlink_to(BIN / name)
    backend = folder / "bin" / "backend" / "keep"
    backend.write_text(BACKEND.format(store=store))
    backend.chmod(0o700)
    (folder / "etc" / "cupsd.conf").write_text(SERVER.format(folder=folder))
    (folder / "etc" / "cups-files.conf").write_text(FILES.format(folder=folder))


@contextmanager
def print_server(folder: Path) -> Iterator[Server]:
    """Start the server and end it again."""
    store = folder / "store"
    store.mkdir(parents=True)
    store.chmod(0o777)
    _lay_out(folder, store)
    program = shutil.which("cupsd") or "/usr/sbin/cupsd"
    # A test run that is cut off takes its server along.
    with_us = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    process = subprocess.Popen(
        [
            *with_us,
            program,
            "-f",
            "-c",
            str(folder / "etc/cupsd.conf"),
            "-s",
            str(folder / "etc/cups-files.conf"),
        ]
    )
    server = Server(folder, store)
    try:
        for _try in range(100):
            if server.socket.exists():
                break
            time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)
