# SPDX-License-Identifier: MulanPSL-2.0
"""The notice as data: clauses, routes, windows, rules, checklist; and the mechanisms that apply them."""
