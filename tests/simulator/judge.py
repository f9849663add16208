"""LINE's OpenAPI files as a judge (``tools/line_oracle.py`` of the published reference material)."""

import importlib.util
import warnings
from typing import Any

from tests.shared import SHARED


def judge(file: str, **options: bool) -> Any:
    """The oracle on ``messaging-api.yml`` or ``webhook.yml``. It leaves its file for the collector to close."""
    spec = importlib.util.spec_from_file_location("line_oracle", SHARED / "tools" / "line_oracle.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        return module.Oracle(str(SHARED / "line" / "openapi" / file), **options)
