"""Defects that recognition shows in pictures: words, frames, signs, kinds of lines.

The application is filed as one case file in Zhishen's JSON, which carries what recognition saw.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

from evaluation.mutations.editing import Draft
from evaluation.mutations.mutator import Book, Places, Spoil
from shared.formats import read_files

BOOK = Book()
SQUARE = [0, 0, 60, 0, 60, 60, 0, 60]

Content = dict[str, Any]


def _seen(
    clean: Callable[[Content], None], spoil_: Callable[[Content], None], kinds: tuple[str, ...]
) -> Spoil:
    """State what was seen in a clean picture, then change it."""

    def spoil(draft: Draft) -> Places:
        draft.require(draft.kind in kinds)
        case_file = read_files(draft.files()).case_file
        content = _without_places(json.loads(case_file.model_dump_json()))
        application = content["application"]
        application.update(documents=[], field_sources=[], reading_notes=[])
        draft.require(application["drawings"] or application["design"])
        clean(content)
        name = f"{draft.root}/case.json"
        for each in draft.names():
            draft.drop_file(each)
        draft.forget_request()
        draft.add_file(name, _written(content))
        draft.baseline()
        changed = copy.deepcopy(content)
        spoil_(changed)
        draft.add_file(name, _written(changed))
        return None  # a picture has no place in a text

    return spoil


def _without_places(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """What stands in the papers, without where: they are no longer there."""
    if isinstance(value, dict):
        return {
            key: None if key in ("source", "location") else _without_places(one)
            for key, one in value.items()
        }
    return [_without_places(one) for one in value] if isinstance(value, list) else value


def _written(content: Content) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


def _drawing(content: Content, number: int = 0) -> str:
    (image, *_) = content["application"]["drawings"][number]["images"]
    return str(image["path"] or image["name"])


def _view(content: Content) -> str:
    image = content["application"]["design"]["views"][0]["image"]
    return str(image["path"] or image["name"])


def _words(*texts: str) -> list[Content]:
    return [{"text": text, "score": 0.99, "quad": None} for text in texts]


def _plain_drawing(content: Content) -> None:
    content["recognised_pictures"] = [
        {"file": _drawing(content), "words": _words("1", "2"), "framed": False}
    ]


def _plain_view(content: Content) -> None:
    content["recognised_pictures"] = [{"file": _view(content), "line_kinds": ["solid"]}]


def _word(text: str) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        content["recognised_pictures"][0]["words"] = _words("1", "2", text)

    return change


def _framed(content: Content) -> None:
    content["recognised_pictures"][0]["framed"] = True


def _lines(*kinds: str) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        content["recognised_pictures"][0]["line_kinds"] = list(kinds)

    return change


def _sign(sign: str, quad: list[int]) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        content["recognised_signs"] = [
            {
                "sign": sign,
                "file": _drawing(content),
                "figure_number": 1,
                "score": 0.99,
                "quad": quad,
            }
        ]

    return change


def _flowchart(text: str) -> Callable[[Content], None]:
    def state(content: Content) -> None:
        for paragraph in content["application"]["description"]["paragraphs"]:
            unit = paragraph["unit"]
            if unit["text"].startswith("图1"):
                unit["text"] = "图1为控制程序的流程图。"
        content["recognised_pictures"] = [{"file": _drawing(content), "words": _words(text)}]

    return state


def _two_views(content: Content) -> None:
    files = [str(view["image"]["path"]) for view in content["application"]["design"]["views"]]
    content["recognised_pictures"] = [
        {"file": file, "content_box": [10, 10, 60, 110]} for file in files
    ]


def _lower(content: Content) -> None:
    content["recognised_pictures"][1]["content_box"] = [10, 10, 60, 80]


_TECHNICAL = ("invention", "utility_model")
for _kind, _code, _clean, _spoil, _kinds in (
    ("note-in-drawing", "CN-DRW-003", _plain_drawing, _word("本图为最优方案"), _TECHNICAL),
    ("english-in-drawing", "CN-DRW-004", _plain_drawing, _word("START"), _TECHNICAL),
    ("drawing-framed", "CN-DRW-010", _plain_drawing, _framed, _TECHNICAL),
    ("sign-not-described", "CN-DSC-009", _sign("1", SQUARE), _sign("97", SQUARE), _TECHNICAL),
    ("block-diagram-empty", "CN-DRW-012", _flowchart("采集模块"), _word("S1"), _TECHNICAL),
    ("views-of-two-heights", "CN-DSN-023", _two_views, _lower, ("design",)),
    ("dimension-lines", "CN-DSN-022", _plain_view, _lines("solid", "dimension"), ("design",)),
):
    BOOK.add(f"recognised.{_kind}", _code, _seen(_clean, _spoil, _kinds))
