# SPDX-License-Identifier: MulanPSL-2.0
"""The paper materials: list, walk, evidence, scans, self-check, hand-over, what came back."""
