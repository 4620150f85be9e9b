"""What a process is made of when it begins its work stays until its end: the garbage collector need not look at it again."""

from __future__ import annotations

import gc


def keep_for_good() -> None:
    """Call once, when everything is built. An import, which makes many objects that live a moment, spends a fifth less time."""
    gc.freeze()
