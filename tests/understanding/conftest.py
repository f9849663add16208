"""The trained model, loaded once."""

import pytest

from dialogs.understanding.understanding import Understanding


@pytest.fixture(scope="session")
def understanding() -> Understanding:
    loaded = Understanding.load()
    loaded.warm()
    return loaded
