# SPDX-License-Identifier: MulanPSL-2.0
"""The subcommands of ``main.py``: the same rooms and presenters as the window, without one."""
