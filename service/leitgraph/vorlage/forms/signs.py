"""The signs of boxes on forms, ticked and empty, as texts keep them."""

from __future__ import annotations

import re

TICKED = r"☒|☑|🗹|✓|✔|✗|✘|■|⊠|\[ ?[xX✓] ?\]|\( ?[xX] ?\)|(?<!\w)[xX](?!\w)"
EMPTY = r"☐|□|⬜|❏|❑|\[ {0,3}\]|\( {1,3}\)"
BOX = f"{TICKED}|{EMPTY}"
SIGN = re.compile(f"(?P<ticked>{TICKED})|(?P<empty>{EMPTY})")
