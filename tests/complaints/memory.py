"""Reading another process's memory, and looking there for every form in which a word might stand."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from tests.complaints.leaks import forms

PIECE, OVERLAP = 1 << 14, 512
_READ = 1 << 22
_NO_MEMORY = ("[vvar]", "[vsyscall]", "[vvar_vclock]")


def memory_of(pid: int, *, written_only: bool = False) -> Iterator[bytes]:
    """Every readable page of a process, in pieces that overlap; nothing of one that has just ended.

    ``written_only``: without what is mapped read-only from files, which no request can have changed.
    """
    try:
        maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
        with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
            for line in maps:
                bounds, rights = line.split()[:2]
                if not rights.startswith("rw" if written_only else "r") or line.endswith(_NO_MEMORY):
                    continue
                start, end = (int(part, 16) for part in bounds.split("-"))
                for place in range(start, end, _READ):
                    memory.seek(place)
                    with suppress(OSError):
                        read = memory.read(min(_READ + OVERLAP, end - place))
                        yield from (read[at : at + PIECE + OVERLAP] for at in range(0, len(read), PIECE))
    except (FileNotFoundError, ProcessLookupError):
        return


class MemoryScan:
    """Looks for words in processes. A piece that stands alike in several, as in children of one parent, is read once."""

    def __init__(self, words: Mapping[str, str]) -> None:
        every = {name: {**forms(word), "utf-32": word.encode("utf-32-le")} for name, word in words.items()}
        self.needles = [(name, kind, form) for name, kinds in every.items() for kind, form in kinds.items()]
        self.hits: list[tuple[str, str, int]] = []
        self.bytes = self.processes = 0
        self._known: set[int] = set()

    def look(self, pid: int, *, written_only: bool = False) -> None:
        """``hits`` get (word, form, process)."""
        self.processes += 1
        for piece in memory_of(pid, written_only=written_only):
            self.bytes += len(piece)
            alike = hash(piece)
            if alike not in self._known:
                self._known.add(alike)
                self.hits += [(name, kind, pid) for name, kind, needle in self.needles if needle in piece]

    def summary(self) -> str:
        words, kinds = {name for name, _, _ in self.needles}, {kind for _, kind, _ in self.needles}
        return (
            f"{self.processes} processes, {self.bytes:,} bytes, {len(words)} canaries x {len(kinds)} encodings, "
            f"{len(self.hits)} hits"
        )
