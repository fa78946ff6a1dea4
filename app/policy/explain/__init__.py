# SPDX-License-Identifier: MulanPSL-2.0
"""Any answer can be asked why: value → rule → parameter → clause text → pack version."""
