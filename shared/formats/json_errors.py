"""What is wrong with our own JSON: a JSON pointer and a reason, never the value."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError

from shared.formats.errors import MalformedDocumentError
from shared.formats.json_places import pointer_token

_SHOWN = 5


def invalid_json(error: ValidationError, file: str) -> MalformedDocumentError:
    """The error that names the first places at fault; ``pointer`` is the first of them."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    places = [(json_pointer(item["loc"]), item["msg"]) for item in found]
    shown = "; ".join(f"{pointer}: {reason}" for pointer, reason in places[:_SHOWN])
    more = f" (and {len(places) - _SHOWN} more)" if len(places) > _SHOWN else ""
    more_zh = f"（另有{len(places) - _SHOWN}处）" if len(places) > _SHOWN else ""
    return MalformedDocumentError(
        f"The JSON does not follow its schema: {shown}{more}.",
        f"JSON不符合格式要求：{shown}{more_zh}。",
        pointer=places[0][0] if places else None,
        file=file,
    )


def json_pointer(location: Sequence[int | str]) -> str:
    """A pydantic location as a JSON pointer."""
    return "".join(f"/{pointer_token(str(step))}" for step in location) or "/"
