# SPDX-License-Identifier: MulanPSL-2.0
"""The Declaration and what it is made of: frozen, permissive, one JSON document each."""
