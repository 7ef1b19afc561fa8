"""Structured logs, configured once at process entry. Events are constants, never content."""

from __future__ import annotations

import logging
import re
import sys
from typing import Literal, TextIO, cast

import orjson
import structlog


class _StandardError:
    """Whatever is standard error at the time of writing: it may be replaced while loggers live."""

    def write(self, text: str) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


class _ContentFreeFormatter(logging.Formatter):
    """Libraries put values into messages and exceptions: both are reduced to what is safe.

    Only the server's own life-cycle messages are kept; an exception is its class and place.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = f"{record.levelname} {record.name} {record.funcName}:{record.lineno}"
        if record.name == "uvicorn.error" and not record.exc_info:
            message = record.getMessage()
            is_trace = message.startswith("Traceback")
            return f"{line} {_fault_at_start(message) if is_trace else message}"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else f"{line} {type(error).__name__} at {place_of(error)}"


def _fault_at_start(trace: str) -> str:
    """What stopped the start, of the traceback that the server prints as one message.

    An error of ours says what to do; of others only the class and the place are kept.
    """
    name, _, text = trace.rstrip().splitlines()[-1].partition(": ")
    if name.split(".")[0] in {"shared", "services", "gateway"}:
        return text
    places = re.findall(r", line (\d+), in (\S+)", trace)
    return f"{name} at {places[-1][1]}:{places[-1][0]}" if places else name


def _json(event: object, **_: object) -> str:
    return orjson.dumps(event, default=repr).decode()


def place_of(error: BaseException) -> str:
    """Function and line where an exception was raised; never its text."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def configure_logging(level: str, log_format: Literal["json", "console"]) -> None:
    """Send structlog and the standard library's logs to standard error in one form."""
    processors: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(serializer=_json)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*processors, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(file=cast(TextIO, _StandardError())),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(cast(TextIO, _StandardError()))
    handler.setFormatter(_ContentFreeFormatter())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # Access lines carry paths and query strings; the frame's own middleware logs what is safe.
    logging.getLogger("uvicorn.access").disabled = True
