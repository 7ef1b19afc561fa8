"""The committed samples are what the script builds."""

from __future__ import annotations

from pathlib import Path

from samples.build import HERE, build

TEXT = {".xml", ".json", ".jsonl"}


def test_building_again_gives_the_committed_files(tmp_path: Path) -> None:
    build(tmp_path)
    built = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    folders = ("applications", "prior_art", "designs_collection")
    committed = sorted(
        path.relative_to(HERE)
        for folder in folders
        for path in (HERE / folder).rglob("*")
        if path.is_file()
    )
    assert built == committed
    # Pictures are compared by name only: encoders differ between versions of Pillow.
    for path in built:
        if path.suffix in TEXT:
            assert (tmp_path / path).read_bytes() == (HERE / path).read_bytes(), path
