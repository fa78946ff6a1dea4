# SPDX-License-Identifier: MulanPSL-2.0
"""Example cases: inputs and what must come out, in files an HR officer can read (habit 18)."""

from __future__ import annotations

from app.policy.pack import PolicyPack


def run_own_cases(pack: PolicyPack) -> None:
    """Run the pack's cases."""
