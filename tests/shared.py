"""Where the published reference material lies (LINE's OpenAPI files, sample webhooks, the five seeds), if it is there.

It is not part of this repository. It is looked for in ``PRONGSAI_SHARED`` and in the folder ``shared`` beside the
checkout; tests that need it carry ``@needs_shared`` and say why they skip. In CI a skip of that kind is a failure
(``.ci/run`` sets ``PRONGSAI_REQUIRE_SHARED``).
"""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


def _find() -> Path:
    named = os.environ.get("PRONGSAI_SHARED")
    return Path(named) if named else REPOSITORY.parent / "shared"


SHARED = _find()

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir() and not os.environ.get("PRONGSAI_REQUIRE_SHARED"),
    reason=f"the published reference material is absent (no folder {SHARED.name!r} beside the checkout)",
)
