"""``make bench``: the measured figures, in one run."""

from bench import turn, understanding

turn.main()
understanding.main()
