"""Cards: Flex messages built by functions from small view records, within LINE's limits (line-platform.md 2.6)."""
