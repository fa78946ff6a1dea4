# SPDX-License-Identifier: MulanPSL-2.0
"""为什么: the explanation of any answer, as lines a person can read, jump from and copy."""
