"""The merge of a paragraph: a person's words and the figures of the data."""

from __future__ import annotations

from sdgkit.report.word.merge import merge

OLD = "Доля выросла с 96 до 97,8. Всего 5 мероприятий."
NEW = "Доля упала с 96 до 95,0. Всего 6 мероприятий."
FIGURES = ["96", "97,8", "95,0", "5 мероприятий", "6 мероприятий"]
ENDS = [26, 47]


def merged(mine: str, new: str = NEW) -> tuple[str, bool]:
    found = merge(OLD, mine, new, FIGURES, ENDS)
    for edit in reversed(found.edits):
        mine = mine[: edit.start] + edit.text + mine[edit.end :]
    return mine, found.clash


def test_a_sentence_of_which_a_part_clashes_is_left_as_a_whole_and_the_others_are_merged() -> None:
    assert merged("Доля поднялась с 96 до 97,8. Всего 5 мероприятий. Мы рады.") == (
        "Доля поднялась с 96 до 97,8. Всего 6 мероприятий. Мы рады.",
        True,
    )


def test_words_in_another_order_still_get_their_figure() -> None:
    assert merged(
        "Доля выросла с 96 до 97,8. Мероприятий стало больше: 5 мероприятий.",
        "Доля выросла с 96 до 97,8. Всего 6 мероприятий.",
    ) == ("Доля выросла с 96 до 97,8. Мероприятий стало больше: 6 мероприятий.", False)


def test_a_number_is_never_put_together_from_two() -> None:
    mine = OLD.replace("97,8", "97,9")
    assert merged(mine, OLD.replace("97,8", "98,8")) == (mine, True)


def test_what_the_person_already_wrote_is_no_clash() -> None:
    assert merged(NEW) == (NEW, False)
