# SPDX-License-Identifier: MulanPSL-2.0
"""The practice vault: a fictional unit with twelve fictional people and their paper."""
