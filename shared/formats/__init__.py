"""Readers and writers: bytes to applications and back, with a source map.

``read_path``, ``read_upload`` and ``read_files`` give a ``FiledPackage``; ``iter_inputs`` lists the
applications below a folder; ``isolation.IsolatedReader`` reads bytes from the network in a process
of its own. Formats: docs/formats.md.
"""

from shared.formats.errors import ReadError
from shared.formats.inputs import iter_inputs
from shared.formats.intake import read_files, read_path, read_upload
from shared.formats.limits import ReadLimits
from shared.formats.package import FiledFile, FiledFiles, FiledPackage

__all__ = [
    "FiledFile",
    "FiledFiles",
    "FiledPackage",
    "ReadError",
    "ReadLimits",
    "iter_inputs",
    "read_files",
    "read_path",
    "read_upload",
]
