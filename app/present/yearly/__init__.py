# SPDX-License-Identifier: MulanPSL-2.0
"""模板与日历 (ux S37): the year's pack, its dates, templates, catalogue, words and calendar."""
