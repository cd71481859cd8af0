"""Names in a long table: of codes, by the concept that they are codes of, and of indicators."""

from __future__ import annotations

from collections.abc import Sequence

from sdgkit.indicators.codes import is_code
from sdgkit.indicators.labels import NUMBER_BEFORE
from sdgkit.indicators.long_cells import Meanings
from sdgkit.indicators.long_columns import CONCEPTS, Columns
from sdgkit.languages import Text, clean, language_of


class Names:
    """The names of one table, gathered piece by piece.

    Attributes:
        of_codes: concept -> code -> name.
    """

    def __init__(self, columns: Columns, meanings: Meanings) -> None:
        self.of_codes: dict[str, dict[str, Text]] = {}
        self._titles: dict[str, dict[str, str]] = {}
        self._columns = columns
        self._meanings = meanings

    def keep(self, concept: str, code: str, words: str) -> None:
        """Keep the name of a code; the first one counts."""
        if concept and clean(words):
            self.of_codes.setdefault(concept, {}).setdefault(code, Text.of(clean(words)))

    def unlabelled(self, cells: Sequence[str], index: int) -> list[str]:
        """The codes of cells that hold code and name; the names are kept."""
        found: dict[str, str] = {}
        for cell in set(cells):
            code, mark, words = cell.partition(": ")
            found[cell] = code if mark and is_code(code.strip()) else cell
            if mark and is_code(code.strip()):
                self.keep(self._columns.concept(index), code.strip(), words)
        return [found[cell] for cell in cells]

    def gather(self, cells: list[Sequence[str]]) -> None:
        """Keep the names that stand in columns of their own."""
        for concept, index in self._columns.names.items():
            part = next((name for name, one in CONCEPTS.items() if one == concept), "")
            known = self._columns.known
            of = known[part if part in known else "indicator"] if part else self._columns.dimensions[concept]
            for code, words in sorted(set(zip(cells[of], cells[index], strict=True))):
                self.keep(concept, code.strip(), words)
        named = self._columns.cells_of(cells, "indicator")
        for index in self._columns.titles if named is not None else ():
            for code, words in sorted(set(zip(named or (), cells[index], strict=True))):
                self._title(code, words)

    def _title(self, cell: str, words: str) -> None:
        for code in self._meanings.indicators[cell]:
            if words.strip():
                self._titles.setdefault(code, {}).setdefault(language_of(words), clean(words))

    def titles(self) -> dict[str, Text]:
        """The names of the indicators: from a column of names, or after the number ("3.1.1 Maternal mortality")."""
        for cell, codes in self._meanings.indicators.items():
            words = NUMBER_BEFORE.sub("", clean(cell)) if len(codes) == 1 and "\t" not in cell else ""
            if words and words != clean(cell) and not is_code(words) and codes[0] not in self._titles:
                self._titles[codes[0]] = {language_of(words): words}
        return {code: Text(words) for code, words in self._titles.items()}
