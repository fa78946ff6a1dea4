# SPDX-License-Identifier: MulanPSL-2.0
"""The encrypted store: a folder with a key-slot header in two copies and one SQLCipher database."""
