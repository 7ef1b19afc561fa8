"""Citations are told by rank where the cited design is there, and said to be missing where not."""

from __future__ import annotations

from pathlib import Path

from evaluation.design_image_citations import citation_figures
from evaluation.design_image_sample import Sample
from services.design_image.domain.features import extract
from services.design_image.domain.preparation import normalise
from services.design_image.engines.model_files import bundled_model
from tests.services.design_image.drawings import drawing, encoded

GRANT = """<us-patent-grant><us-bibliographic-data-grant><publication-reference><document-id>
<country>US</country><doc-number>D0900001</doc-number><date>20210105</date></document-id>
</publication-reference><us-references-cited><us-citation><patcit><document-id>
<country>US</country><doc-number>D800007</doc-number></document-id></patcit>
<category>cited by examiner</category></us-citation><us-citation><patcit><document-id>
<country>US</country><doc-number>D800008</doc-number></document-id></patcit>
<category>cited by applicant</category></us-citation></us-references-cited>
</us-bibliographic-data-grant>
<drawings><figure><img file="s.TIF"/></figure></drawings></us-patent-grant>"""


def samples(*seeds: int) -> list[Sample]:
    found = []
    for seed in seeds:
        picture = drawing(seed)
        features = extract(normalise(picture))
        found.append(Sample(picture, features, f"USD080000{seed}", None))
    return found


def test_ranks_of_what_examiners_cited(tmp_path: Path) -> None:
    (tmp_path / "g.xml").write_text(GRANT)
    sheet = drawing(7, side=1200, stroke=4)
    (tmp_path / "s.TIF").write_bytes(encoded(sheet, "TIFF", dpi=(200, 200)))
    model = bundled_model()
    told = citation_figures(tmp_path, samples(5, 6, 7), model)
    assert told["citations.cited"] == 1
    assert told["citations.in_collection"] == 1
    assert told["citations.r10"] == 1
    assert told["citations.median_rank"] == 1
    assert citation_figures(tmp_path, samples(8), model) == {
        "citations.cited": 1,
        "citations.in_collection": 0,
    }
    assert citation_figures(tmp_path / "none", samples(8), model) == {}
