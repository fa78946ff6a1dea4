# SPDX-License-Identifier: MulanPSL-2.0
"""Editors made from the field catalogue: the widget follows the kind, never the screen."""
