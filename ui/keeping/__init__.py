# SPDX-License-Identifier: MulanPSL-2.0
"""Widgets of the pages that keep work safe."""
