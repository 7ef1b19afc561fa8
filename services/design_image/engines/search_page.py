"""A recorded image search as one HTML page without scripts or external resources."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from lxml import etree
from lxml.html import builder as b
from lxml.html import tostring

from shared.contracts.common import NotChecked
from shared.contracts.design_image import (
    DesignHit,
    ImageSearchRequest,
    ImageSearchResult,
    MatchExplanation,
)

TITLE = "外观设计图像检索 Design search by image"
NOTICE = (
    "检索结果仅供参考，是否相同或实质相同由审查员判断。"
    "An aid to examination: whether designs are identical or substantially so is for a person to decide."
)
_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'"
)
_STYLE = """
body{font:15px/1.6 "Noto Sans CJK SC","Source Han Sans SC",sans-serif;color:#1d2430;max-width:1180px;
margin:1.5rem auto;padding:0 1rem}h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2rem}
h3{font-size:1.02rem;margin:0 0 .3rem}.soft{color:#5b6675;font-size:.9rem}
.card{border:1px solid #c9d0da;border-radius:6px;padding:.8rem 1rem;margin:.8rem 0}
.tag{background:#b42318;color:#fff;border-radius:3px;padding:0 .4rem;font-size:.8rem}
.row{display:flex;flex-wrap:wrap;gap:.6rem}figure{margin:0;min-width:0}
figure.wide{flex:2 1 300px}figure.square{flex:1 1 150px}
img{max-width:100%;height:auto;border:1px solid #e1e5eb;display:block}
.queries img{width:150px}figcaption{font-size:.8rem;color:#5b6675;overflow-wrap:anywhere}
table{border-collapse:collapse;margin:.4rem 0}th,td{border:1px solid #dfe3ea;padding:.15rem .5rem;
text-align:left;font-size:.88rem;font-weight:400}th{background:#f1f4f8}
.scroll{overflow-x:auto}.bar{display:inline-block;height:.6rem;background:#3b6fb6}
.queries{max-width:100%}.queries figure{width:152px}
"""
_GAINS = (
    ("title_gain", "相近设计的名称 titles of near designs"),
    ("text_gain", "检索词 words"),
    ("class_gain", "偏好分类 preferred class"),
    ("feedback_gain", "相关反馈 feedback"),
)
_CHANNELS = {
    "vlad": "关键点 key points",
    "dense": "局部块 patches",
    "hog": "梯度 HOG",
    "gist": "频率 GIST",
    "zernike": "轮廓矩 Zernike",
    "log_polar": "对数极坐标 log-polar",
    "backbone": "骨干网络 backbone",
}
_PICTURES = {
    "lines": (
        "wide",
        "一致的关键点：左为查询，右为在先设计 Agreeing key points: query left, found right",
    ),
    "overlay": ("square", "叠加：红查询，蓝在先设计 Overlay: red query, blue found"),
    "heat-map": ("wide", "相似所在（红越深贡献越大）Where the likeness lies"),
}


@dataclass(frozen=True)
class ShownMatch:
    """A hit's best match with its pictures."""

    explanation: MatchExplanation
    pictures: Mapping[str, bytes]
    """PNG by ``lines``, ``overlay``, ``heat-map``."""


def search_page(
    request: ImageSearchRequest,
    result: ImageSearchResult,
    queries: Sequence[bytes],
    shown: Mapping[str, ShownMatch],
) -> bytes:
    """The page, UTF-8. ``shown`` is by design identifier; other hits are told in words."""
    body = [b.H1(TITLE), b.P(NOTICE, b.CLASS("soft")), b.P(_asked(request, result))]
    body.append(b.DIV(*_query_views(result, queries), b.CLASS("row queries")))
    lists = [("检索结果 Hits", result.hits)]
    if request.filter.critical_date is not None:
        day = request.filter.critical_date
        lists = [
            (f"{day} 之前公开 Published before {day}", result.hits),
            (f"{day} 之前申请、当日或之后公开（可能的抵触申请）Filed before, published on it or later: "
             "possibly conflicting", result.conflicting),
        ]  # fmt: skip
    for heading, hits in lists:
        body.append(b.H2(heading))
        body += [_card(hit, shown.get(hit.design_id)) for hit in hits]
        if not hits:
            body.append(b.P("无 None", b.CLASS("soft")))
    body += _gaps(result.not_checked)
    known = ", ".join(f"{k} {v}" for k, v in sorted(result.versions.components.items()))
    foot = f"{result.search_id} · zhishen {result.versions.zhishen} · {known}"
    body.append(b.P(foot, b.CLASS("soft")))
    page = b.HTML(
        b.HEAD(
            b.META(charset="utf-8"),
            b.META({"http-equiv": "Content-Security-Policy", "content": _POLICY}),
            b.META(name="viewport", content="width=device-width, initial-scale=1"),
            b.TITLE(TITLE),
            b.STYLE(_STYLE),
        ),
        b.BODY(*body),
        lang="zh",
    )
    text: bytes = tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>")
    return text


def _asked(request: ImageSearchRequest, result: ImageSearchResult) -> str:
    wanted = request.filter
    parts = [
        f"{result.collection_designs} 件外观设计 designs, {result.collection_views} 幅视图 views",
        f"检索词 words: {request.text}" if request.text else "",
        f"分类 class: {', '.join(wanted.locarno)}" if wanted.locarno else "",
        f"偏好分类 preferred class: {', '.join(request.preferred_locarno)}"
        if request.preferred_locarno
        else "",
        f"{wanted.published_before} 之前公开 published before" if wanted.published_before else "",
        f"受理局 office: {', '.join(wanted.office_codes)}" if wanted.office_codes else "",
        f"申请人 applicant: {', '.join(wanted.applicants)}" if wanted.applicants else "",
        f"更像 more like: {', '.join(request.more_like)}" if request.more_like else "",
        f"不像 less like: {', '.join(request.less_like)}" if request.less_like else "",
    ]
    return " · ".join(part for part in parts if part)


def _query_views(result: ImageSearchResult, queries: Sequence[bytes]) -> list[etree._Element]:
    figures = []
    for number, (query, data) in enumerate(zip(result.queries, queries, strict=True), start=1):
        part = "（框选 part）" if query.box is not None else ""
        figures.append(_figure(data, f"{number}. {PurePath(query.file).name}{part}", "query"))
    return figures


def _card(hit: DesignHit, shown: ShownMatch | None) -> etree._Element:
    facts = (
        hit.title or "",
        hit.locarno_class or "",
        f"申请 filed {hit.filing_date}" if hit.filing_date else "",
        f"公开 published {hit.publication_date}" if hit.publication_date else "",
        ", ".join(hit.applicants),
    )
    heading = b.H3(f"{hit.rank}. {hit.design_id}  {hit.score:.3f} ")
    if hit.near_duplicate:
        heading.append(b.SPAN("近似重复 near duplicate", b.CLASS("tag")))
    content = [heading, b.DIV(" · ".join(fact for fact in facts if fact), b.CLASS("soft"))]
    if shown is not None:
        figures = [
            _figure(shown.pictures[kind], caption, side)
            for kind, (side, caption) in _PICTURES.items()
        ]
        content += [b.DIV(*figures, b.CLASS("row")), _channels(shown.explanation)]
    content.append(_parts(hit))
    card: etree._Element = b.DIV(*content, b.CLASS("card"))
    return card


def _parts(hit: DesignHit) -> etree._Element:
    met = "; ".join(
        f"查询 query {match.query_view + 1} → 视图 view {match.view_id}: {match.similarity:.3f}"
        + ("" if match.inliers is None else f", {match.inliers} 点一致 points agree")
        for match in hit.matches
    )
    gains = [f"{name} {getattr(hit, field):+.3f}" for field, name in _GAINS if getattr(hit, field)]
    told: etree._Element = b.DIV(" · ".join([met, *gains]), b.CLASS("soft"))
    return told


def _channels(found: MatchExplanation) -> etree._Element:
    laid = f"{'镜像 mirrored, ' if found.mirrored else ''}{found.turned}°"
    rows = [
        b.TR(
            b.TD(_CHANNELS.get(score.channel, score.channel)),
            b.TD(f"{score.similarity:.3f}"),
            b.TD(b.SPAN("", b.CLASS("bar"), style=f"width:{max(score.similarity, 0) * 5:.2f}rem")),
            b.TD(f"× {score.weight:.2g}"),
        )
        for score in found.channels
    ]
    head = b.TR(*(b.TH(name) for name in ("通道 Channel", "余弦 Cosine", "", "权重 Weight")))
    caption = (
        f"查询 query {found.query_view + 1} → 视图 view {found.view_id}: {found.similarity:.3f}, "
        f"{found.inliers} 点一致 points agree, 旋转 turned {laid}"
    )
    table = b.DIV(b.TABLE(head, *rows), b.CLASS("scroll"))
    block: etree._Element = b.DIV(b.DIV(caption), table)
    return block


def _gaps(gaps: Sequence[NotChecked]) -> list[etree._Element]:
    if not gaps:
        return []
    lines = [b.LI(f"{gap.what}: {gap.reason.zh} {gap.reason.en}") for gap in gaps]
    return [b.H2("未检查 Not checked"), b.UL(*lines)]


def _figure(data: bytes, caption: str, side: str) -> etree._Element:
    source = f"data:image/png;base64,{base64.b64encode(data).decode()}"
    picture = b.IMG(src=source, alt=caption)
    figure: etree._Element = b.E.figure(picture, b.E.figcaption(caption), b.CLASS(side))
    return figure
