# SPDX-License-Identifier: MulanPSL-2.0
"""推荐意见 (ux S24): the page of ``unit_writing`` for the recommendation."""

from __future__ import annotations

from app.present.unit.writing import RecommendationPresenter
from ui.context import Context
from ui.screens.unit_writing import RecommendationScreen


def open_screen(context: Context) -> RecommendationScreen:
    """Make the screen."""
    return RecommendationScreen(context, context.presenter(RecommendationPresenter))
