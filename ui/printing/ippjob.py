# SPDX-License-Identifier: MulanPSL-2.0
"""What lpstat does not print of a job: its state and the impressions made (RFC 8011, 5.3.7 and 5.3.18.2).

Asked through the system's own libcups over the local socket, as lp itself does; never an address.
"""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
from pathlib import Path

from attrs import frozen

_GET_JOB_ATTRIBUTES = 0x0009
_OPERATION, _INTEGER, _ENUM, _NAME, _URI = 0x01, 0x21, 0x23, 0x42, 0x45
CANCELED, ABORTED = 7, 8
_P, _S, _I = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
_CALLS = {
    "cupsSetServer": (None, [_S]),
    "cupsUser": (_S, []),
    "ippNewRequest": (_P, [_I]),
    "ippAddString": (_P, [_P, _I, _I, _S, _S, _S]),
    "cupsDoRequest": (_P, [_P, _P, _S]),
    "ippFindAttribute": (_P, [_P, _S, _I]),
    "ippGetInteger": (_I, [_P, _I]),
    "ippDelete": (None, [_P]),
}


@frozen
class JobFacts:
    """State (RFC 8011 job-state; 0 when not told) and impressions that are out."""

    state: int
    impressions: int

    @property
    def taken_back(self) -> bool:
        """Tell whether it ended without coming out whole."""
        return self.state in (CANCELED, ABORTED)


def job_facts(socket: Path, job_id: str) -> JobFacts | None:
    """Return what the spooler knows of a job (``QUEUE-12``); None when it, or its library, is not there."""
    number = job_id.rpartition("-")[2]
    name = ctypes.util.find_library("cups")
    if not number.isdigit() or name is None or not socket.exists():
        return None
    with contextlib.suppress(OSError, AttributeError):
        return _ask(_library(name), socket, number)
    return None


def _library(name: str) -> ctypes.CDLL:
    library = ctypes.CDLL(name)
    for call, (returned, taken) in _CALLS.items():
        function = getattr(library, call)
        function.restype, function.argtypes = returned, taken
    return library


def _ask(cups: ctypes.CDLL, socket: Path, number: str) -> JobFacts | None:
    cups.cupsSetServer(str(socket).encode())
    request = cups.ippNewRequest(_GET_JOB_ATTRIBUTES)
    uri = f"ipp://localhost/jobs/{number}".encode()  # a name within the request, not an address
    cups.ippAddString(request, _OPERATION, _URI, b"job-uri", None, uri)
    cups.ippAddString(request, _OPERATION, _NAME, b"requesting-user-name", None, cups.cupsUser())
    answer = cups.cupsDoRequest(None, request, b"/")  # frees the request
    if not answer:
        return None
    try:
        found = [
            cups.ippFindAttribute(answer, name, tag)
            for name, tag in ((b"job-state", _ENUM), (b"job-impressions-completed", _INTEGER))
        ]
        state, made = (max(0, cups.ippGetInteger(each, 0)) if each else 0 for each in found)
        return JobFacts(state, made) if state else None
    finally:
        cups.ippDelete(answer)
