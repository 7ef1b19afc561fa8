"""Labels of antecedents: what counts as found, and that they hold no text."""

from __future__ import annotations

from evaluation.antecedents import CODES, LABELS, AntecedentCount, Label, labels


def test_labels_hold_places_and_verdicts_only() -> None:
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == ["file", "claim", "digest", "start", "end", "code", "verdict"]
    for line in lines[1:]:
        _, claim, digest, start, end, code, verdict = line.split("\t")
        assert int(claim) >= 1
        assert len(digest) == 16
        assert int(start) < int(end)
        assert code in CODES
        assert verdict in {"missing", "introduced"}
    assert sum(len(each) for each in labels().values()) == len(lines) - 1 >= 100


def test_warnings_are_counted_against_labels() -> None:
    count = AntecedentCount()
    known = (Label(0, 4, missing=True), Label(10, 14, missing=True), Label(20, 24, missing=False))
    count._add_claim(known, [(0, 6), (20, 22), (40, 44)])
    assert (count.labelled, count.missing, count.found) == (3, 2, 1)
    assert (count.warned, count.unlabelled) == (2, 1)
    assert count.figures == {
        "antecedent.labelled": 3,
        "antecedent.warned": 2,
        "antecedent.precision": 0.5,
        "antecedent.recall": 0.5,
    }


def test_nothing_labelled_gives_no_figure() -> None:
    assert AntecedentCount().figures == {}
