"""The documents of the content format, version 1.

Every document names its schema (`schema: calcsite/condition/1`). Empty fields are left out.
References are slugs; a fact's identity is its key, which all editions share.
"""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct, field

Slug = Annotated[str, Meta(pattern=r"^[-a-z0-9_]{1,80}\Z")]
Text = Annotated[str, Meta(min_length=1)]
MOST_PEOPLE = 2_000_000_000  # what a database holds in an integer

TermKind = Literal["finding", "risk-factor", "body-site", "test", "treatment"]
TermCategory = Literal[
    "",
    "symptom",
    "sign",
    "examination",
    "laboratory",
    "imaging",
    "demographic",
    "disease",
    "drug",
    "procedure",
    "trigger",
    "clinical",
    "biopsy",
    "wound-care",
    "supportive",
    "avoid",
    "monitoring",
]
Audience = Literal["lay", "clinical"]
NameMatch = Literal["exact", "broader", "narrower", "related"]
ConditionKind = Literal["calciphylaxis", "calcinosis", "related", "look-alike"]
Topic = Literal[
    "definition",
    "seek-help",
    "symptom",
    "risk-factor",
    "cause",
    "mechanism",
    "epidemiology",
    "complication",
    "diagnosis",
    "differential",
    "treatment",
    "prevention",
    "prognosis",
    "open-question",
]
FrequencyBand = Literal[
    "always", "very-frequent", "frequent", "occasional", "very-rare", "excluded"
]
FrequencyBasis = Literal["counted", "percentage", "wording"]
Certainty = Literal["", "established", "probable", "hypothesis", "disputed"]
Evidence = Literal[
    "",
    "systematic-review",
    "rct",
    "cohort",
    "case-series",
    "case-report",
    "experimental",
    "expert",
    "none",
]
Urgency = Literal["emergency", "today", "soon"]
SourceKind = Literal[
    "guideline",
    "systematic-review",
    "review",
    "trial",
    "cohort",
    "case-control",
    "case-series",
    "case-report",
    "experimental",
    "registry",
    "reference-page",
    "book",
]
SourceStatus = Literal["current", "superseded", "retracted"]
CheckOutcome = Literal["confirmed", "needs-change"]
Licence = Literal[
    "",
    "permission",
    "cc-by-4.0",
    "cc-by-3.0",
    "cc-by-2.0",
    "cc-by-sa-4.0",
    "cc-by-sa-3.0",
    "cc0-1.0",
    "public-domain",
]


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A part of a document: unknown fields are refused, empty ones left out."""


class Name(Record, frozen=True):
    """A synonym: whose word it is, and how closely it fits."""

    text: Annotated[str, Meta(min_length=1, max_length=200)]
    audience: Audience
    match: NameMatch = "exact"


class Code(Record, frozen=True):
    """A code; `checked` says that a person looked it up in the code system."""

    system: Annotated[str, Meta(min_length=1, max_length=20)]
    code: Annotated[str, Meta(min_length=1, max_length=60)]
    checked: bool = False


class Term(Record, frozen=True):
    """A vocabulary entry; `broader` names terms of the same kind."""

    slug: Slug
    name: Annotated[str, Meta(min_length=1, max_length=120)]
    plain_name: Annotated[str, Meta(min_length=1, max_length=160)]
    definition: str = ""
    category: TermCategory = ""
    broader: tuple[Slug, ...] = ()
    codes: tuple[Code, ...] = ()
    names: tuple[Name, ...] = ()


class Source(Record, frozen=True):
    """A bibliographic record."""

    slug: Slug
    kind: SourceKind
    title: str = ""
    authors: str = ""
    journal: Annotated[str, Meta(max_length=200)] = ""
    year: Annotated[int, Meta(ge=1800, le=2100)] | None = None
    volume: Annotated[str, Meta(max_length=20)] = ""
    issue: Annotated[str, Meta(max_length=20)] = ""
    pages: Annotated[str, Meta(max_length=40)] = ""
    pmid: Annotated[str, Meta(pattern=r"^\d{0,9}\Z")] = ""
    pmcid: Annotated[str, Meta(pattern=r"^(PMC\d+)?\Z", max_length=12)] = ""
    doi: Annotated[str, Meta(pattern=r"^(10\.\d{4,9}/\S+)?\Z", max_length=120)] = ""
    url: Annotated[str, Meta(pattern=r"^(https?://\S+)?\Z", max_length=400)] = ""
    authoritative: bool = False
    status: SourceStatus = "current"


class UrgencyRule(Record, frozen=True):
    """Advice that fires when all of `all_of` and any of `any_of` are present."""

    slug: Slug
    level: Urgency
    plain: Text
    clinical: Text
    all_of: tuple[Slug, ...] = ()
    any_of: tuple[Slug, ...] = ()
    sources: tuple[Slug, ...] = ()
    reviewed_by: Annotated[str, Meta(max_length=160)] = ""
    reviewed_on: date | None = None
    review_due: date | None = None


class Frequency(Record, frozen=True):
    """How often: a band, and the figure when there is one (percentage in per cent)."""

    band: FrequencyBand
    basis: FrequencyBasis
    numerator: Annotated[int, Meta(ge=0, le=MOST_PEOPLE)] | None = None
    denominator: Annotated[int, Meta(ge=1, le=MOST_PEOPLE)] | None = None
    percentage: Annotated[float, Meta(ge=0, le=100)] | None = None
    setting: Annotated[str, Meta(max_length=200)] = ""


class Citation(Record, frozen=True):
    """A source behind a fact."""

    source: Slug
    locator: Annotated[str, Meta(max_length=80)] = ""
    supports: Annotated[str, Meta(max_length=240)] = ""


class Check(Record, frozen=True):
    """When the fact was last held against its sources, and by whom."""

    on: date = field(name="date")  # a bare “on” means true in YAML
    by: Annotated[str, Meta(min_length=1, max_length=160)]
    outcome: CheckOutcome = "confirmed"
    note: str = ""


class Fact(Record, frozen=True):
    """One statement; `key` is its identity through all editions."""

    key: UUID
    topic: Topic
    term: Slug | None = None
    condition: Slug | None = None
    plain: str = ""
    clinical: str = ""
    frequency: Frequency | None = None
    reported_absent: bool = False
    body_sites: tuple[Slug, ...] = ()
    red_flag: bool = False
    urgency: Urgency | Literal[""] = ""
    certainty: Certainty = ""
    evidence: Evidence = ""
    modifiable: bool = False
    editorial_advice: bool = False
    key_fact: bool = False
    citations: tuple[Citation, ...] = ()
    checked: Check | None = None


class PictureFile(Record, frozen=True):
    """A picture file as the site keeps it, known by the SHA-256 of its bytes.

    The file does not travel in documents, nor does the reference of the consent: `on_record` only
    says that there is one.
    """

    digest: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
    credit: Annotated[str, Meta(max_length=200)] = ""
    licence: Licence = ""
    person: bool = False
    on_record: bool = False
    source: Slug | None = None
    withdrawn: bool = False


class Photograph(Record, frozen=True):
    """A picture on the page; `key` is its identity through all editions, as that of a fact.

    `skin_tone` is on the Monk scale.
    """

    key: UUID
    file: PictureFile
    topic: Topic = "symptom"
    alt: str = ""
    plain: str = ""
    clinical: str = ""
    body_sites: tuple[Slug, ...] = ()
    skin_tone: Annotated[int, Meta(ge=1, le=10)] | None = None
    distressing: bool = False


class ConditionDocument(Record, frozen=True, tag_field="schema", tag="calcsite/condition/1"):
    """A condition with its facts. Without facts it is only a name that others refer to."""

    slug: Slug
    name: Annotated[str, Meta(min_length=1, max_length=120)]
    kind: ConditionKind
    plain_name: Annotated[str, Meta(max_length=160)] = ""
    broader: Slug | None = None
    review_interval: Annotated[int, Meta(ge=1, le=36)] = 12
    former_slugs: tuple[Slug, ...] = ()
    names: tuple[Name, ...] = ()
    codes: tuple[Code, ...] = ()
    facts: tuple[Fact, ...] = ()
    photographs: tuple[Photograph, ...] = ()


class TermsDocument(Record, frozen=True, tag_field="schema", tag="calcsite/terms/1"):
    """All terms of one kind."""

    kind: TermKind
    terms: tuple[Term, ...]


class SourcesDocument(Record, frozen=True, tag_field="schema", tag="calcsite/sources/1"):
    """The bibliography."""

    sources: tuple[Source, ...]


class UrgencyRulesDocument(Record, frozen=True, tag_field="schema", tag="calcsite/urgency-rules/1"):
    """The urgency rules of the lookup."""

    rules: tuple[UrgencyRule, ...]


Document = ConditionDocument | TermsDocument | SourcesDocument | UrgencyRulesDocument


class Pack(Struct, frozen=True, kw_only=True):
    """A whole set of documents that may refer to each other."""

    terms: tuple[TermsDocument, ...] = ()
    sources: tuple[Source, ...] = ()
    rules: tuple[UrgencyRule, ...] = ()
    conditions: tuple[ConditionDocument, ...] = ()
