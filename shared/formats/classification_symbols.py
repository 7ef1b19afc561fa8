"""Classification symbols as offices write them, brought to one form.

IPC and CPC become ``A01B 1/02``, USPC ``435/252.1``, Locarno ``06-01``. Text that is not a symbol
gives ``None``: the caller keeps it or notes it, it is never guessed.
"""

from __future__ import annotations

import re

from shared.model.classification import Classification, ClassificationScheme

_SUBCLASS = re.compile(r"\s*([A-HY])\s*(\d\d)\s*([A-Z])", re.IGNORECASE)
_WITH_SLASH = re.compile(r"\s*0*(\d{1,4})\s*/\s*(\d{2,6})")
_PACKED = re.compile(r"([ \d]{2}\d)(\d{2,6})(?!\d)")
"""USPTO before 2005: three columns for the main group, then the subgroup, no slash."""
_PACKED_SHORT = re.compile(r"\s(\d{1,2})(\d\d)(?!\d)")
_ST8_VERSION = re.compile(r"\s*(\d{4})(\d\d)(\d\d)([ACS ])?([FL])?([IAN])?")
_ST8_POSITION = re.compile(r"\s+([FL])\s*")
_PARENTHESIS_VERSION = re.compile(r"\s*[（(](\d{4}\.\d\d)[)）]\s*([A-Z])?")
_LOCARNO = re.compile(r"(\d\d)\s*-?\s*(\d\d)(?:\D|$)")
_USPC = re.compile(r"([A-Z]{2,3}|D[ \d]\d|\d{1,3}(?=[\s/])|[ \d]{2}\d)\s*/?\s*(.*)", re.DOTALL)


def ipc_symbol(section: str, ipc_class: str, subclass: str, group: str, subgroup: str) -> str:
    """Join the parts of an IPC or CPC symbol; a missing group leaves the subclass."""
    head = f"{section.strip().upper()}{ipc_class.strip().zfill(2)}{subclass.strip().upper()}"
    main = group.strip().lstrip("0") or ("0" if group.strip() else "")
    return f"{head} {main}/{subgroup.strip()}" if main and subgroup.strip() else head


def ipc_from_text(text: str, *, edition: str | None = None) -> Classification | None:
    """Read an IPC symbol in WIPO ST.8, printed or packed form.

    ``H04N   1/40        20060101AFI20051109BH``, ``A01B 1/02 (2006.01)I``, ``C12N001/20``,
    ``H03M 1300`` (USPTO before 2005: three columns for the main group, then the subgroup).
    """
    head = _SUBCLASS.match(text)
    if head is None:
        return None
    subclass = f"{head[1]}{head[2]}{head[3]}".upper()
    rest = text[head.end() :]
    group = _WITH_SLASH.match(rest) or _PACKED.match(rest) or _PACKED_SHORT.match(rest)
    if group is None:
        symbol = subclass
    else:
        symbol = f"{subclass} {group[1].strip().lstrip('0') or '0'}/{group[2]}"
        rest = rest[group.end() :]
    main = False
    if (version := _ST8_VERSION.match(rest)) is not None:
        edition = f"{version[1]}.{version[2]}"
        main = version[5] == "F"
    elif (printed := _PARENTHESIS_VERSION.match(rest)) is not None:
        edition = printed[1]
    elif (position := _ST8_POSITION.fullmatch(rest)) is not None:
        main = position[1] == "F"
    elif group is None and rest.strip():
        return None
    return Classification(
        scheme=ClassificationScheme.IPC, symbol=symbol, edition=edition, main=main
    )


def ipc_to_st8(symbol: Classification) -> str:
    """An IPC symbol in the fixed columns of WIPO ST.8 (subclass 1-4, group 5-15, position 29)."""
    subclass, _, group = symbol.symbol.partition(" ")
    main_group, _, subgroup = group.partition("/")
    version = (symbol.edition or "").replace(".", "")
    version = f"{version}01" if re.fullmatch(r"\d{6}", version) else ""
    columns = f"{subclass:<4}{main_group:>4}{'/' if subgroup else ' '}{subgroup:<6}    {version:<8}"
    return f"{columns} {'F' if symbol.main else 'L'}"


def uspc_from_text(text: str, *, main: bool = False) -> Classification | None:
    """Read a US class: ``463 16``, ``D28 47``, ``435252100``, ``536 18.1``, ``435/252.1``.

    Three columns hold the class, three the subclass; further digits are its decimals.
    """
    found = _USPC.match(text)
    if found is None or not found[2].strip():
        return None
    us_class = found[1].replace(" ", "")
    subclass = found[2].strip() if "." in found[2] else found[2].rstrip()
    if "." not in subclass and re.fullmatch(r"\s*\d{4,6}", subclass):
        whole, decimals = subclass[:3].strip(), subclass[3:].rstrip("0")
        subclass = f"{whole}.{decimals}" if decimals else whole
    subclass = re.sub(r"\s+", "", subclass)
    subclass = subclass.lstrip("0") or subclass
    return Classification(
        scheme=ClassificationScheme.USPC, symbol=f"{us_class.lstrip('0')}/{subclass}", main=main
    )


def locarno_from_text(
    text: str, *, edition: str | None = None, main: bool = False
) -> Classification | None:
    """Read a Locarno class: ``2803``, ``28-03``, ``LOC (13) Cl. 28-03``."""
    found = _LOCARNO.search(text.split(".")[-1])
    if found is None:
        return None
    return Classification(
        scheme=ClassificationScheme.LOCARNO,
        symbol=f"{found[1]}-{found[2]}",
        edition=edition,
        main=main,
    )
