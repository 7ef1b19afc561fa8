"""Whether a search finds what the examiner cited: ``citations.…`` of ``zhishen eval design-image``.

For each grant of ``design/us-packages`` its views are searched for among all views of the folder but
its own. Ranks can only be told of cited designs that are in the folder: ``citations.in_collection``
says how many are; without any, there are no ranks.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evaluation.design_image_sample import Sample
from services.design_image.domain.features import extract
from services.design_image.domain.model import DescriptorModel
from services.design_image.domain.query import describe_query
from services.design_image.domain.ranking import rank_designs
from services.design_image.domain.raster import Floats, Gray
from services.design_image.engines.decoding import PictureLimits
from services.design_image.engines.filed import FiledDesign
from services.design_image.engines.intake import PictureFile, read_views
from services.design_image.engines.query_intake import MAX_QUERY_VIEWS
from services.design_image.engines.us_grant import cited_designs, read_us_grant


def citation_figures(
    packages: Path, samples: Sequence[Sample], model: DescriptorModel
) -> dict[str, float]:
    """``cited``, ``in_collection`` and, where that is not 0, ``r10`` and ``median_rank``."""
    grants = [
        (read_us_grant(path), cited_designs(path))
        for path in sorted(packages.rglob("*"))
        if path.suffix.lower() == ".xml"
    ]
    if not grants:
        return {}
    known = {sample.publication_number for sample in samples}
    known |= {grant.facts.design_id for grant, _ in grants}
    wanted = [(grant, [one for one in cited if one in known]) for grant, cited in grants]
    figures = {
        "citations.cited": float(sum(len(cited) for _, cited in grants)),
        "citations.in_collection": float(sum(len(cited) for _, cited in wanted)),
    }
    ranks = _ranks([pair for pair in wanted if pair[1]], [g for g, _ in grants], samples, model)
    if ranks:
        figures["citations.r10"] = float(np.mean([rank <= 10 for rank in ranks]))
        figures["citations.median_rank"] = float(np.median(ranks))
    return figures


def _ranks(
    wanted: Sequence[tuple[FiledDesign, list[str]]],
    grants: Sequence[FiledDesign],
    samples: Sequence[Sample],
    model: DescriptorModel,
) -> list[int]:
    """Rank, from 1, of each cited design that is there."""
    if not wanted:
        return []
    views = {grant.facts.design_id: _views(grant) for grant in grants}
    owners = [sample.publication_number for sample in samples]
    rows: list[Floats] = [model.vector(sample.features) for sample in samples]
    for design_id, pictures in views.items():
        owners += [design_id] * len(pictures)
        rows += [model.vector(extract(picture)) for picture in pictures]
    vectors = np.stack(rows)
    ranks = []
    for grant, cited in wanted:
        own = grant.facts.design_id
        others = np.flatnonzero([owner != own for owner in owners])
        laid = np.stack(
            [describe_query(view, model).vectors for view in views[own][:MAX_QUERY_VIEWS]]
        )
        similar = np.einsum("qvd,nd->qvn", laid, vectors[others]).max(axis=1)
        ranking = rank_designs(similar, others, [owners[i] for i in others])
        places = {design.design_id: rank for rank, design in enumerate(ranking, start=1)}
        ranks += [places[one] for one in cited if one in places]
    return ranks


def _views(grant: FiledDesign) -> list[Gray]:
    found: list[Gray] = []
    for view in grant.views:
        file = PictureFile(view.path.name, view.path.read_bytes(), view.is_sheet)
        found += read_views(file, PictureLimits())
    return found
