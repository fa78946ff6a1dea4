# SPDX-License-Identifier: MulanPSL-2.0
"""Pages a person writes on: route, fields, rows, achievements, statement."""
