"""A frame around a figure is told from a box that is part of it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from services.ocr.domain.frame import is_framed
from services.ocr.domain.page import ReadLine


def sheet(*, frame: bool = False, attached: bool = False, outside: bool = False) -> np.ndarray:
    """A figure of two boxes; with a frame, with a line into the frame, with a sign outside it."""
    ink = np.zeros((800, 600), np.uint8)
    cv2.rectangle(ink, (150, 150), (450, 300), 1, 3)
    cv2.rectangle(ink, (150, 400), (450, 600), 1, 3)
    if frame:
        cv2.rectangle(ink, (50, 50), (550, 700), 1, 3)
    if attached:
        cv2.line(ink, (450, 200), (550, 200), 1, 3)
    if outside:
        cv2.rectangle(ink, (560, 100), (595, 400), 1, -1)
    return ink.astype(np.bool_)


def caption(ink: np.ndarray) -> ReadLine:
    """A caption below the frame."""
    ink[740:770, 270:330] = True
    return ReadLine(text="图1", quad=(270, 740, 330, 740, 330, 770, 270, 770), score=1.0)


@pytest.mark.parametrize(
    ("drawn", "framed"),
    [
        ({}, False),
        ({"frame": True}, True),
        ({"frame": True, "attached": True}, False),
        ({"frame": True, "outside": True}, False),
    ],
)
def test_frames(drawn: dict[str, bool], framed: bool) -> None:
    assert is_framed(sheet(**drawn), []) is framed


def test_a_caption_stands_outside() -> None:
    ink = sheet(frame=True)
    line = caption(ink)
    assert is_framed(ink, [line])


def test_a_box_with_its_name_is_part_of_the_figure() -> None:
    name = ReadLine(text="检测系统", quad=(60, 60, 160, 60, 160, 90, 60, 90), score=1.0)
    assert not is_framed(sheet(frame=True), [], [name])
    inner = name.model_copy(update={"quad": (200, 440, 300, 440, 300, 470, 200, 470)})
    assert is_framed(sheet(frame=True), [], [inner])
    sign = name.model_copy(update={"text": "1a"})
    assert is_framed(sheet(frame=True), [], [sign])


def test_a_frame_may_waver_like_a_scan() -> None:
    grey = sheet(frame=True).astype(np.uint8) * 255
    turn = cv2.getRotationMatrix2D((300, 400), 0.4, 1.0)
    assert is_framed(cv2.warpAffine(grey, turn, (600, 800)) > 100, [])


def test_nothing_and_a_lone_box_are_no_frame() -> None:
    assert not is_framed(np.zeros((200, 200), np.bool_), [])
    lone = np.zeros((200, 200), np.uint8)
    cv2.rectangle(lone, (20, 20), (180, 180), 1, 2)
    assert not is_framed(lone.astype(np.bool_), [])
