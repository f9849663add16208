"""``make bench``: the measured figures, in one run."""

from bench import door, turn, turns, understanding

door.main()
turns.main()
turn.main()
understanding.main()
