# SPDX-License-Identifier: MulanPSL-2.0
"""Paper that comes back: signed sheets scanned and filed, codes typed from paper compared."""
