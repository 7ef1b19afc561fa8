"""How much of a filed document is accepted. Settings of a service may make it smaller."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class ReadLimits:
    """Bounds of one input; what exceeds one raises ``LimitExceededError``.

    The defaults fit the largest real filings (sequence listings apart) with room to spare.
    """

    file_bytes: int = 64 * MIB
    """One file, after decompression."""
    total_bytes: int = 512 * MIB
    """All files of one input, after decompression."""
    members: int = 5_000
    """Files of one folder or archive."""
    compression_ratio: int = 250
    """Largest ratio of decompressed to compressed size of an archive member over 1 MiB."""
    path_length: int = 400
    """Characters of a file's relative path."""
    document_characters: int = 32_000_000
    """Characters of one decoded text document."""
    xml_depth: int = 200
    xml_elements: int = 600_000
    xml_attribute_characters: int = 200_000
    """Characters of all attributes of one element."""
    image_pixels: int = 250_000_000
    """Pixels that an image's header states (an A4 sheet at 1200 dpi has 139 million)."""
