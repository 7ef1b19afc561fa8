"""Both dialects of Chinese publications: bibliographic data, parts, designs."""

from __future__ import annotations

from datetime import date

import pytest

from shared.formats import read_upload
from shared.model.application import Application
from shared.model.description import DescriptionSection
from shared.model.design import ViewKind
from shared.model.identification import ApplicationKind, DocumentStage, FilingRoute

OLD = """<?xml version="1.0" encoding="UTF-8"?>
<cn-patent-document lang="ZH" country="CN"><cn-bibliographic-data>
<cn-publication-reference><document-id><country>CN</country><doc-number>104000000</doc-number>
<kind>B</kind><date>20160105</date></document-id></cn-publication-reference>
<application-reference appl-type="发明专利"><document-id><country>CN</country>
<doc-number>201480000788.4</doc-number><date>20140331</date></document-id></application-reference>
<priority-claims><priority-claim sequence="1" kind="international"><country>JP</country>
<doc-number>2013-078901</doc-number><date>20130404</date></priority-claim></priority-claims>
<classifications-ipcr><classification-ipcr><text>C07D  251/18    (2006.01)</text>
</classification-ipcr><classification-ipcr><section>A</section><class>61</class>
<subclass>K</subclass><main-group>31</main-group><subgroup>53</subgroup></classification-ipcr>
</classifications-ipcr>
<invention-title>阀门</invention-title>
<references-cited><citation><patcit num="1"><document-id><country>CN</country>
<doc-number>101234567</doc-number><kind>B</kind><date>20090101</date></document-id></patcit>
<category>X</category></citation><citation><nplcit><text>一本书</text></nplcit></citation>
</references-cited>
<abstract><p num="1">一种阀门。</p></abstract>
<cn-abstract-drawing><figure num="1"><img file="a.tif" he="300" wi="661"/></figure>
</cn-abstract-drawing>
<cn-related-publication><cn-publication-reference><document-id><country>CN</country>
<doc-number>104000000</doc-number><kind>A</kind><date>20141224</date></document-id>
</cn-publication-reference></cn-related-publication>
<cn-related-documents><division><relation><parent-doc><document-id><country>CN</country>
<doc-number>201180000001.1</doc-number><date>20110101</date></document-id></parent-doc></relation>
</division><cn-domestic-priority-claims><cn-domestic-priority-claim><substitution><relation>
<parent-doc><document-id><country>CN</country><doc-number>201310000002.2</doc-number>
<date>20130401</date></document-id></parent-doc></relation></substitution>
</cn-domestic-priority-claim></cn-domestic-priority-claims></cn-related-documents>
<cn-parties><cn-applicants><cn-applicant sequence="1"><addressbook lang="ZH"><name>甲公司</name>
<address><text>日本东京都</text></address></addressbook><addressbook lang="EN"><name>A Corp.</name>
<address><text>Tokyo</text></address></addressbook></cn-applicant></cn-applicants>
<cn-inventors><cn-inventor sequence="1" cn-not-to-be-published-request-by-inventor="yes">
<name>某人</name></cn-inventor></cn-inventors>
<cn-agents><cn-agent sequence="1" rep-type="agent"><cn-agency><name>乙代理公司 31100</name></cn-agency>
<name>丙</name></cn-agent></cn-agents></cn-parties>
<date-pct-article-22-39-fulfilled><date>20140828</date></date-pct-article-22-39-fulfilled>
<pct-or-regional-filing-data><document-id><country>JP</country>
<doc-number>PCT/JP2014/059529</doc-number><date>20140331</date></document-id>
</pct-or-regional-filing-data>
<pct-or-regional-publishing-data><document-id lang="JA"><country>WO</country>
<doc-number>2014/163018</doc-number><date>20141009</date></document-id>
</pct-or-regional-publishing-data>
</cn-bibliographic-data>
<application-body lang="CN" country="CN"><description><invention-title>阀门</invention-title>
<p num="0001">技术领域
	</p><p num="0002">本发明涉及<br/>阀门。</p></description>
<claims><claim num="0001"><claim-text>1.一种阀门。</claim-text></claim>
<claim num="0002"><claim-text>2.根据权利要求1<br/>所述的阀门。</claim-text></claim></claims>
<drawings><figure num="0001" figure-labels="图1"><img file="f1.tif" he="700" wi="583"/></figure>
</drawings></application-body></cn-patent-document>"""

NEW = """<business:PatentDocumentAndRelated xmlns:business="b" xmlns:base="c" lang="zh" country="CN">
<business:BibliographicData>
<business:PublicationReference dataFormat="original"><base:DocumentID>
<base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>201000001</base:DocNumber>
<base:Kind>U</base:Kind><base:Date>20110420</base:Date></base:DocumentID>
</business:PublicationReference>
<business:PublicationReference dataFormat="standard"><base:DocumentID>
<base:DocNumber>000201000001</base:DocNumber></base:DocumentID></business:PublicationReference>
<business:ApplicationReference applType="20" dataFormat="original"><base:DocumentID>
<base:DocNumber>201020000001.5</base:DocNumber><base:Date>20100105</base:Date></base:DocumentID>
</business:ApplicationReference>
<business:ClassificationIPC><base:EditionStatement>4</base:EditionStatement>
<business:MainClassification dataFormat="original">B03C3/09</business:MainClassification>
<business:MainClassification dataFormat="standard">B03C0003090000</business:MainClassification>
<business:FurtherClassification dataFormat="original">F28F1/38</business:FurtherClassification>
</business:ClassificationIPC>
<business:InventionTitle lang="zh">除尘器</business:InventionTitle>
<business:ReferencesCited><business:Citation><business:ApplicationCitation>
<business:PublicationReference><base:DocumentID><base:WIPOST3Code>US</base:WIPOST3Code>
<base:DocNumber>5000000</base:DocNumber><base:Kind>A</base:Kind></base:DocumentID>
</business:PublicationReference><business:ApplicantDetails><business:Applicant>
<base:Name>Nobody</base:Name></business:Applicant></business:ApplicantDetails>
</business:ApplicationCitation></business:Citation></business:ReferencesCited>
<business:Parties><business:ApplicantDetails><business:Applicant sequence="1"><base:AddressBook>
<base:Name>甲大学</base:Name><base:Address><base:City>沈阳市</base:City>
<base:PostCode>0</base:PostCode><base:WIPOST3Code>CN</base:WIPOST3Code>
<base:Text>辽宁省沈阳市</base:Text></base:Address></base:AddressBook>
<business:OrganizationCode>0000000000</business:OrganizationCode></business:Applicant>
</business:ApplicantDetails><business:AgentDetails>
<business:CustomerNumber>21212</business:CustomerNumber><business:Agent><business:Agency>
<base:AddressBook><base:OrganizationName>乙事务所</base:OrganizationName></base:AddressBook>
</business:Agency><base:AddressBook><base:Name>丙</base:Name></base:AddressBook></business:Agent>
</business:AgentDetails></business:Parties>
</business:BibliographicData>
<business:Abstract><base:Paragraphs num="0001">除尘。</base:Paragraphs></business:Abstract>
<business:Description><business:TechnicalField>
<base:Paragraphs id="p1" num="n0001">本实用新型涉及除尘。</base:Paragraphs></business:TechnicalField>
<business:Disclosure><base:Paragraphs id="p2" num="n0002">内容。</base:Paragraphs>
</business:Disclosure></business:Description>
<business:Claims><business:Claim num="0001"><business:ClaimText>1、一种除尘器，包括：
</business:ClaimText><business:ClaimText>箱体。</business:ClaimText></business:Claim></business:Claims>
</business:PatentDocumentAndRelated>"""

DESIGN = """<business:PatentDocumentAndRelated xmlns:business="b" xmlns:base="c">
<business:DesignBibliographicData>
<business:PublicationReference dataFormat="original"><base:DocumentID>
<base:DocNumber>305000000</base:DocNumber><base:Kind>S</base:Kind><base:Date>20190101</base:Date>
</base:DocumentID></business:PublicationReference>
<business:ClassificationLocarno><base:EditionStatement>12</base:EditionStatement>
<business:MainClassification>06-01</business:MainClassification></business:ClassificationLocarno>
<business:DesignTitle>椅子</business:DesignTitle>
<business:DesignerDetails><business:Designer><base:Name>某人</base:Name></business:Designer>
</business:DesignerDetails></business:DesignBibliographicData>
<business:DesignBriefExplanation><base:Paragraphs>1．名称：椅子。</base:Paragraphs>
<base:Paragraphs>2．用途：坐。</base:Paragraphs></business:DesignBriefExplanation>
<business:DesignPicture><business:Picture pictureName="主视图"><base:Image file="1.jpg"/>
</business:Picture><business:Picture pictureName="立体图"><base:Image file="2.jpg"/>
</business:Picture></business:DesignPicture></business:PatentDocumentAndRelated>"""


def application(source: str) -> Application:
    return read_upload("p.xml", source.encode()).case_file.application


def test_older_dialect() -> None:
    made = application(OLD)
    data = made.bibliographic
    assert made.stage is DocumentStage.PUBLICATION
    assert (made.kind, made.route) == (ApplicationKind.INVENTION, FilingRoute.PCT_NATIONAL_PHASE)
    assert data.application_number == "201480000788.4"
    assert data.filing_date == date(2014, 3, 31)
    assert data.grant is not None
    assert data.grant.kind_code == "B"
    assert data.publication is not None
    assert data.publication.publication_date == date(2014, 12, 24)
    assert data.pct is not None
    assert data.pct.publication_number == "WO2014/163018"
    assert data.pct.national_phase_entry_date == date(2014, 8, 28)
    assert data.parent is not None
    assert data.parent.application_number == "201180000001.1"
    assert [(item.office_code, item.scope) for item in data.priority_claims] == [
        ("JP", "international"),
        ("CN", "national"),
    ]
    assert [(item.symbol, item.main) for item in data.classifications] == [
        ("C07D 251/18", True),
        ("A61K 31/53", False),
    ]
    (applicant,) = data.applicants
    assert (applicant.name, applicant.original_name) == ("甲公司", "A Corp.")
    assert not data.inventors[0].publish_name
    assert data.agency is not None
    assert (data.agency.name, data.agency.code) == ("乙代理公司", "31100")
    assert data.citations[0].document is not None
    assert data.citations[0].document.document_number == "101234567"
    assert [item.category for item in data.citations] == ["X", None]
    assert data.citations[1].text == "一本书"


def test_older_dialect_parts() -> None:
    made = application(OLD)
    assert made.claims is not None
    assert [claim.unit.text for claim in made.claims] == ["一种阀门。", "根据权利要求1所述的阀门。"]
    assert made.description is not None
    first, second = made.description.paragraphs
    assert first.opens_section is DescriptionSection.TECHNICAL_FIELD
    assert (second.section, second.opens_section) == (DescriptionSection.TECHNICAL_FIELD, None)
    assert made.abstract is not None
    assert made.abstract.figure is not None
    assert made.drawings is not None
    assert made.drawings[0].images[0].width_mm is None, "publications do not state millimetres"


def test_newer_dialect_takes_printed_values_of_the_document_itself() -> None:
    made = application(NEW)
    data = made.bibliographic
    assert made.kind is ApplicationKind.UTILITY_MODEL
    assert data.grant is not None
    assert data.grant.document_number == "201000001"
    assert data.publication is None
    assert data.application_number == "201020000001.5"
    assert [(item.symbol, item.edition, item.main) for item in data.classifications] == [
        ("B03C 3/09", "4", True),
        ("F28F 1/38", "4", False),
    ]
    (applicant,) = data.applicants
    assert applicant.identifier is None
    assert applicant.address is not None
    assert (applicant.address.postcode, applicant.address.text) == (None, "辽宁省沈阳市")
    assert data.agency is not None
    assert (data.agency.name, data.agency.code) == ("乙事务所", "21212")
    assert data.citations[0].document is not None
    assert data.citations[0].document.office_code == "US"


def test_newer_dialect_parts() -> None:
    made = application(NEW)
    assert made.claims is not None
    assert made.claims[0].unit.text == "一种除尘器，包括：\n箱体。"
    assert made.description is not None
    assert [(item.number, item.section) for item in made.description.paragraphs] == [
        ("0001", DescriptionSection.TECHNICAL_FIELD),
        ("0002", DescriptionSection.SUMMARY),
    ]
    assert made.drawings is None


def test_announcement_before_1993_is_no_grant() -> None:
    made = application(NEW.replace("20110420", "19870420"))
    assert made.bibliographic.grant is None
    assert made.bibliographic.publication is not None


@pytest.mark.parametrize("dialect", [OLD, NEW])
def test_front_page_alone_leaves_the_other_parts_unknown(dialect: str) -> None:
    start = dialect.index("<application-body" if dialect is OLD else "<business:Abstract>")
    end = dialect.rindex("</")
    made = application(dialect[:start] + dialect[end:])
    assert made.claims is None
    assert made.description is None
    assert made.drawings is None
    assert made.title is not None


def test_design() -> None:
    made = application(DESIGN)
    assert made.kind is ApplicationKind.DESIGN
    assert made.title is not None
    assert made.title.text == "椅子"
    assert made.design is not None
    assert [(view.kind, view.label) for view in made.design.views] == [
        (ViewKind.FRONT, "主视图"),
        (ViewKind.PERSPECTIVE, "立体图"),
    ]
    assert [view.position for view in made.design.views] == [1, 2]
    assert made.design.locarno_stated == "06-01"
    assert len(made.design.brief_explanation) == 2
    assert made.bibliographic.inventors[0].name == "某人"
