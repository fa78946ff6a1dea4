# SPDX-License-Identifier: MulanPSL-2.0
"""Dialogs of 定密登记 and of further copies of marked papers."""
