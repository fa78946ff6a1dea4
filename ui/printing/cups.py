# SPDX-License-Identifier: MulanPSL-2.0
"""What the spooler's own commands say, read into plain values; and what they are asked.

Commands and their output are those of CUPS 2.x in the C locale: lpstat(1), lpoptions(1), lp(1),
cupsd.conf(5).
"""

from __future__ import annotations

import re
from pathlib import Path

import attrs
from attrs import frozen

from app.present.prints.printers import Printer, PrintJob, Sides
from ui.printing.ippjob import JobFacts

SOCKET = Path("/run/cups/cups.sock")
SERVER_FILE = Path("/etc/cups/cupsd.conf")
_JOB = re.compile(r"request id is (\S+-\d+)")
_DEFAULT = re.compile(r"system default destination: (\S+)")
_OPTION = re.compile(r"^([\w-]+)/[^:]*:\s*(.*)$")
_KEEPS = re.compile(r"^\s*PreserveJobFiles\s+(\S+)", re.IGNORECASE | re.MULTILINE)
_DUPLEX_NAMES = (
    "Duplex",
    "sides",
    "EFDuplex",
    "KMDuplex",
    "JCLDuplex",
    "ARDuplex",
    "HPOption_Duplexer",
)
# What backends say while they print (backend(7), INFO:), shown as a job's and a printer's status.
_PAGE = re.compile(r"\bpage (\d+)\b", re.IGNORECASE)
_TYPE = re.compile(r"\bprinter-type=(\d+)")
CAN_DUPLEX = 0x10  # CUPS_PRINTER_DUPLEX of cups/cups.h
_ONE_SIDED = {"none", "one-sided", "off", "false", "0"}
_TRAY_NAMES = ("InputSlot", "media-source", "TraySwitch")
_REASONS = {
    "media-empty": "缺纸",
    "media-needed": "要放纸",
    "media-jam": "卡纸",
    "toner-empty": "没有墨粉了",
    "marker-supply-empty": "没有墨了",
    "cover-open": "盖子没有关",
    "door-open": "门没有关",
    "offline": "没有开机，或者线没有接好",
    "connecting-to-device": "正在联系打印机",
    "paused": "队列被暂停",
}
# Reasons of jobs that are over but did not come out whole (RFC 8011, 5.3.8);
# CUPS leaves processing-to-stop-point on whole ones too.
_TAKEN_BACK = ("aborted", "canceled")
_CANCELLED = "打印服务把它取消了"
_WAITING, _DONE, _STOPPED, _DROPPED = "waiting", "done", "stopped", "dropped"


@frozen
class JobState:
    """Where a job is: waiting, done, stopped (a person must act) or dropped; with the reason in words.

    Attributes:
        page: which page of the file is being printed, from 1, where the spooler tells; else 0.
        known: the spooler still knows the job; else nobody can say whether it came out.
    """

    state: str
    reason: str = ""
    page: int = 0
    known: bool = True

    @property
    def over(self) -> bool:
        """Tell whether nothing more will come."""
        return self.state in (_DONE, _DROPPED)


def queue_names(listed: str) -> tuple[str, ...]:
    """Return the queues of ``lpstat -e``, one a line."""
    return tuple(line.strip() for line in listed.splitlines() if line.strip())


def default_queue(said: str) -> str:
    """Return the queue of ``lpstat -d``, empty when there is none."""
    match = _DEFAULT.search(said)
    return match.group(1) if match else ""


def _choices(options: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in options.splitlines():
        match = _OPTION.match(line)
        if match:
            found[match.group(1)] = match.group(2).split()
    return found


def printer_of(name: str, facts: str, options: str, *, default: bool, warning: str = "") -> Printer:
    """Return a queue.

    Args:
        facts: ``lpoptions -p NAME``; its printer-type says whether sheets are turned.
        options: ``lpoptions -p NAME -l``, which some queues do not answer; it names the trays.
    """
    choices, kind = _choices(options), _TYPE.search(facts)
    duplex = bool(int(kind.group(1)) & CAN_DUPLEX) if kind else _turns(choices)
    trays: list[str] = []
    for option in _TRAY_NAMES:
        values = choices.get(option, [])
        usual = [value[1:] for value in values if value.startswith("*")]
        trays += [*usual, *(value for value in values if not value.startswith("*"))]
    return Printer(name, duplex, tuple(trays), default, warning)


def _turns(choices: dict[str, list[str]]) -> bool | None:
    if not choices:
        return None
    return any(
        value.lstrip("*").lower() not in _ONE_SIDED
        for option in _DUPLEX_NAMES
        for value in choices.get(option, ())
    )


def keeps_files(text: str | None) -> bool:
    """Tell from cupsd.conf whether printed files stay on the disk; unreadable counts as not known.

    Without the line CUPS keeps them for a day (cupsd.conf(5), PreserveJobFiles).
    """
    if text is None:
        return False
    match = _KEEPS.search(text)
    return match is None or match.group(1).lower() not in ("no", "off", "false", "0")


def server_settings() -> str | None:
    """Return the spooler's settings when this account may read them."""
    try:
        return SERVER_FILE.read_text("utf-8", "replace")
    except OSError:
        return None


def submit_arguments(job: PrintJob) -> list[str]:
    """Return the arguments of ``lp``: held until it is registered, read from standard input.

    The title is the register number: titles stand in logs and queue lists in clear.
    """
    turned = "two-sided-short-edge" if job.short_edge else "two-sided-long-edge"
    sides = turned if job.sides is Sides.LONG_EDGE else "one-sided"
    arguments = ["-d", job.printer, "-H", "hold", "-n", str(job.copies), "-t", job.title]
    options = [f"sides={sides}", f"media={job.paper}", "print-scaling=none"]
    if job.copies > 1:
        options.append("collate=true")  # one whole copy after another
    if job.tray:
        options.append(f"InputSlot={job.tray}")
    for option in options:
        arguments += ["-o", option]
    return [*arguments, "-"]


def release_arguments(job_id: str) -> list[str]:
    """Return the arguments of ``lp`` that let a held job go."""
    return ["-i", job_id, "-H", "resume"]


def job_id_of(said: str) -> str:
    """Return the id ``lp`` gave, empty when it gave none."""
    match = _JOB.search(said)
    return match.group(1) if match else ""


def job_state(job_id: str, waiting: str, finished: str, printer: str) -> JobState:
    """Return where a job is.

    Args:
        waiting: ``lpstat -l -W not-completed -o``.
        finished: ``lpstat -l -W completed -o``.
        printer: ``lpstat -l -p QUEUE``.
    """
    own = _block(waiting, job_id)
    if own:
        # The printer's own status may still be that of the job before.
        return attrs.evolve(_printer_state(printer), page=_page(own))
    block = _block(finished, job_id)
    if any(word in block for word in _TAKEN_BACK):
        return JobState(_DROPPED, _CANCELLED, _page(block))
    return JobState(_DONE, known=bool(block))


def completed_by(state: JobState, facts: JobFacts | None) -> JobState:
    """Return a state with what only the library tells: that a job was taken back, and how far it came."""
    if facts is None:
        return state
    page = state.page or (facts.impressions + 1 if facts.impressions and not state.over else 0)
    if state.state == _DONE and facts.taken_back:
        return attrs.evolve(
            state,
            state=_DROPPED,
            reason=_CANCELLED,
            page=facts.impressions and facts.impressions + 1,
        )
    return attrs.evolve(state, page=page, known=True)


def _page(said: str) -> int:
    match = _PAGE.search(said)
    return int(match.group(1)) if match else 0


def _block(listed: str, job_id: str) -> str:
    lines, inside = [], False
    for line in listed.splitlines():
        if line[:1] not in (" ", "\t"):
            inside = line.split()[:1] == [job_id]
        if inside:
            lines.append(line)
    return "\n".join(lines)


def _printer_state(said: str) -> JobState:
    reasons = [words for key, words in _REASONS.items() if key in said]
    first = said.splitlines()[0] if said else ""
    if "disabled" in first or "stopped" in first:
        return JobState(_STOPPED, "、".join(reasons) or "队列被停用")
    hard = [words for words in reasons if words != _REASONS["connecting-to-device"]]
    return JobState(_STOPPED, "、".join(hard)) if hard else JobState(_WAITING)
