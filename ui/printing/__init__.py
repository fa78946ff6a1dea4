# SPDX-License-Identifier: MulanPSL-2.0
"""Reaching the system's printers: its spooler on Linux, its printer drivers on Windows."""
