# SPDX-License-Identifier: MulanPSL-2.0
"""What the levels above an applicant find out together: possible duplicates, one-time notification."""
