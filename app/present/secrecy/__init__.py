# SPDX-License-Identifier: MulanPSL-2.0
"""定密 decisions: where they are kept, what they speak of, entering, changing, releasing and voiding them."""
