# SPDX-License-Identifier: MulanPSL-2.0
"""One presenter a screen: a frozen state out, intents in; no Qt."""
