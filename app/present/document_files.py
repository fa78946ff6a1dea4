# SPDX-License-Identifier: MulanPSL-2.0
"""A declaration in a file of its own: exported knowingly, read strictly."""

from __future__ import annotations

from pathlib import Path

from app.kernel.errors import UserError
from app.model.declaration import Declaration
from app.model.document import from_json

MAX_DOCUMENT = 32 * 1024 * 1024


def read_document(path: Path) -> Declaration:
    """Return the declaration in a file.

    Raises:
        UserError: CMD-FILE when it cannot be read, CMD-LARGE over 32 MiB, DOC-… when it is no document.
    """
    try:
        if path.stat().st_size > MAX_DOCUMENT:
            raise UserError("CMD-LARGE", name=path.name)
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UserError("DOC-JSON") from None
    except OSError as fault:
        raise UserError("CMD-FILE", name=path.name, reason=fault.strerror or "") from None
    return from_json(text, Declaration)
