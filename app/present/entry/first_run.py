# SPDX-License-Identifier: MulanPSL-2.0
"""First run (ux S01): text size, can Chinese be typed, are the faces there."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.messages import Message
from app.present.entry.startup import TEXT_SIZES, PreferenceStore
from app.present.telling import Telling

SUSPICIOUS_KEYS = 6
RARE_SAMPLE = "𬎆㛃䶮𬭚"


@frozen
class FirstRunState:
    """What the page draws.

    Attributes:
        text_size: base size in force.
        typed: what the input check says; None before anything was typed.
        fonts: what is wrong with the faces, or None.
        lost: why the former size and vaults are not known any more, or None.
    """

    text_size: int
    typed: Message | None
    typed_well: bool
    fonts: Message | None
    lost: Message | None


class FirstRunPresenter(Telling):
    """Holds nothing of what is typed into the input check.

    Args:
        store: where the text size is kept.
        missing_faces: names of bundled faces that could not be loaded.
        environ: for naming the input method in use.
    """

    def __init__(
        self, store: PreferenceStore, missing_faces: Sequence[str], environ: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._store, self._missing = store, tuple(missing_faces)
        self._environ = environ
        self._keys = 0
        self._typed: Message | None = None
        self._well = False

    @property
    def state(self) -> FirstRunState:
        """Return the page as it stands."""
        names = "、".join(self._missing)
        fonts = UserError("M05-SCREEN", names=names).message if self._missing else None
        lost = UserError("UI-PREFERENCES").message if self._store.damaged else None
        return FirstRunState(self._store.value.text_size, self._typed, self._well, fonts, lost)

    def choose_text_size(self, base: int) -> None:
        """Take one of the three sizes, at once and for later."""
        if base not in TEXT_SIZES:
            raise ValueError(base)
        self._store.update(text_size=base)
        self.changed()

    def key_pressed(self) -> None:
        """Count a key of the check; composing keys of an input method count too."""
        self._keys += 1

    def name_typed(self, text: str) -> None:
        """Judge what arrived: Han characters are what is wanted."""
        if any(is_han(character) for character in text):
            self._typed, self._well = None, True
        elif text and len(text) >= SUSPICIOUS_KEYS:
            count = max(self._keys, len(text))
            self._typed = UserError("M41", count=count, method=self._method()).message
            self._well = False
        else:
            self._typed, self._well = None, False
        self.changed()

    def _method(self) -> str:
        wanted = " ".join(
            self._environ.get(n, "") for n in ("QT_IM_MODULE", "GTK_IM_MODULE", "XMODIFIERS")
        )
        for word, name in (("fcitx", "小企鹅（fcitx）"), ("ibus", "ibus")):
            if word in wanted.lower():
                return f"这台电脑用的是{name}输入法，程序没有接上，或者现在是英文状态。"
        return "可能是输入法还在英文状态，也可能程序没有接上输入法。"

    def finish(self) -> None:
        """Remember that the first run is over."""
        self._store.update(first_run_done=True)


def is_han(character: str) -> bool:
    """Tell whether a character is a Han character of any plane."""
    return "CJK UNIFIED" in unicodedata.name(
        character, ""
    ) or "CJK COMPATIBILITY IDEO" in unicodedata.name(character, "")
