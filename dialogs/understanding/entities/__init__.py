"""The facts in a sentence: each module finds one kind, :mod:`.extract` puts them together."""
