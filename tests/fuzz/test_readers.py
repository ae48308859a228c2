"""A few hundred damaged files of one seed; `fuzz_readers` goes on for as long as it is told."""

from data.formats import read_sheets
from tests.fuzz.fuzz_readers import fuzz, good_files
from tests.fuzz.fuzz_words import fuzz as fuzz_words


def test_damaged_files_are_read_or_refused_and_nothing_else(tmp_path):
    found = fuzz(2024, files=300, keep=tmp_path)
    assert found.broken == []
    assert found.files == 300
    assert found.fates["read"] > 0
    assert any(fate.startswith("refused") for fate in found.fates)


def test_the_files_it_begins_with_are_good(tmp_path):
    for number, (kind, content) in enumerate(good_files()):
        path = tmp_path / f"{number}.{kind}"
        path.write_bytes(content)
        assert read_sheets(path)[0].rows[0].cells[:3] == ["Дата", "Място", "Жени"]


def test_damaged_words_are_taken_or_refused_and_nothing_else():
    fates, broken = fuzz_words(2024, turns=400)
    assert broken == {}
    assert fates["protocols refused"] > 0
    assert fates["rules refused"] > 0
    assert fates["commands taken"] == 100
