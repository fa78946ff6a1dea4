# SPDX-License-Identifier: MulanPSL-2.0
"""Papers of our own before a validator that others wrote (Apache PDFBox Preflight, PDF/A-1b).

No validator of PDF/A-2b is to be had here. Part 1 is the stricter part; what it asks and part 2 no
longer asks is named below, everything else must hold.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.helpers.same_bytes import OWN
from tests.paper_forms.test_form_readback import FORMS, printed

JARS = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io", "jaxb-api", "javax.activation")  # fmt: skip
FOLDER = Path("/usr/share/java")
OF_PART_ONE = (
    "7.11.2 : Error on MetaData, part must be 1",  # ours says part 2 (ISO 19005-2, 6.6.4)
    "The CIDSet entry is missing",  # may be left out since part 2 (6.2.11.4.2)
)


def findings(pdf: bytes, folder: Path) -> list[str]:
    """Return what the validator says of a file, but for what is of part 1 only."""
    target = folder / "paper.pdf"
    target.write_bytes(pdf)
    classes = ":".join(str(FOLDER / f"{jar}.jar") for jar in JARS)
    command = ["java", "-cp", classes, "org.apache.pdfbox.preflight.Validator_A1b", str(target)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    lines = [line for line in said.stdout.splitlines() if re.match(r"\d+(\.\d+)* :", line)]
    assert "valid PDF/A-1b file" in said.stdout, said.stderr
    return [line for line in lines if not any(known in line for known in OF_PART_ONE)]


@pytest.mark.preflight
@pytest.mark.parametrize("name", sorted(OWN))
def test_a_paper_of_our_own_passes(name, tmp_path) -> None:
    """Every paper of our own, as the same-bytes test draws it."""
    assert findings(OWN[name](), tmp_path) == []


@pytest.mark.preflight
@pytest.mark.parametrize("name", FORMS)
def test_a_form_passes(name, tmp_path) -> None:
    """Every form with the longest values."""
    assert findings(printed(name, "longest")[1].piece.pdf, tmp_path) == []


@pytest.mark.preflight
def test_the_validator_is_no_rubber_stamp(tmp_path) -> None:
    """A paper without its colour profile is named."""
    broken = OWN["contents"]().replace(b"/OutputIntents", b"/OutputIntentz")
    assert findings(broken, tmp_path) != []
