# SPDX-License-Identifier: MulanPSL-2.0
"""Measure everything that has a ``bench_*.py`` here: prints a table, writes ``bench.json``.

Each module is measured in a process of its own, so that one does not warm or burden another. A
module offers ``rows(long: bool) -> list[BenchRow]``.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def main() -> int:
    """Run the measurements; returns 1 when a module could not be measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out"))
    parser.add_argument("--long", action="store_true", help="measure the largest sizes too")
    parser.add_argument("--only", default="", help="name of one module, without bench_")
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if options.one:
        found = importlib.import_module(f"tests.bench.{options.one}").rows(options.long)
        print(json.dumps([row.as_json() for row in found], ensure_ascii=False))
        return 0
    names = sorted(path.stem for path in HERE.glob("bench_*.py"))
    chosen = [name for name in names if options.only in ("", name.removeprefix("bench_"))]
    rows, failed = [], False
    for name in chosen:
        measured = _measured(name, long=options.long)
        failed = failed or measured is None
        rows += measured or []
    _show(rows)
    options.out.mkdir(parents=True, exist_ok=True)
    target = options.out / "bench.json"
    target.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"\n{target}")
    return int(failed)


def _measured(name: str, *, long: bool) -> list[dict[str, object]] | None:
    command = [sys.executable, str(HERE / "run.py"), "--one", name, *(["--long"] if long else [])]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        print(f"{name} could not be measured:\n{done.stderr.strip()[-2000:]}", file=sys.stderr)
        return None
    rows: list[dict[str, object]] = json.loads(done.stdout.strip().splitlines()[-1])
    return rows


def _show(rows: list[dict[str, object]]) -> None:
    lines = [("name", "value", "against", "ratio", "goal", "met")]
    for row in rows:
        ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f}"
        goal = "" if row["goal"] is None else f"≤ {row['goal']:g}"
        met = {True: "yes", False: "NO", None: ""}[row["met"]]  # type: ignore[index]
        lines.append(
            (
                str(row["name"]),
                f"{row['value']:.4g} {row['unit']}",
                str(row["against"]),
                ratio,
                goal,
                met,
            )
        )
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    for line in lines:
        print(
            "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        )


if __name__ == "__main__":
    sys.exit(main())
