"""Fixtures of the benches' tests."""

from tests.servers import migrated_template, postgres  # noqa: F401 - fixtures
