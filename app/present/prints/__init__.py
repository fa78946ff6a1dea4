# SPDX-License-Identifier: MulanPSL-2.0
"""From a piece to paper: what can be printed, preview, printers, register, binding."""
