"""The closed lists of the domain; their values are the content format's, in `exchange.schema`."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class TermKind(TextChoices):
    """What a vocabulary term names."""

    FINDING = "finding", _("finding")
    RISK_FACTOR = "risk-factor", _("risk factor")
    BODY_SITE = "body-site", _("body site")
    TEST = "test", _("test")
    TREATMENT = "treatment", _("treatment")


class TermCategory(TextChoices):
    """What sort of finding, risk factor, test or treatment a term is; body sites have none."""

    SYMPTOM = "symptom", _("symptom")
    SIGN = "sign", _("sign")
    EXAMINATION = "examination", _("found on examination")  # no patient can see or feel it
    LABORATORY = "laboratory", _("laboratory")
    IMAGING = "imaging", _("imaging")
    DEMOGRAPHIC = "demographic", _("personal characteristic")
    DISEASE = "disease", _("disease")
    DRUG = "drug", _("medicine")
    PROCEDURE = "procedure", _("procedure")
    TRIGGER = "trigger", _("trigger")
    CLINICAL = "clinical", _("clinical examination")
    BIOPSY = "biopsy", _("biopsy")
    WOUND_CARE = "wound-care", _("wound care")
    SUPPORTIVE = "supportive", _("supportive care")
    AVOID = "avoid", _("stopping or avoiding")
    MONITORING = "monitoring", _("monitoring")


class Audience(TextChoices):
    """Whose word a name is."""

    LAY = "lay", _("lay")
    CLINICAL = "clinical", _("clinical")


class NameMatch(TextChoices):
    """How closely a name means the record, as HPO types its synonyms."""

    EXACT = "exact", _("exact")
    BROADER = "broader", _("broader")
    NARROWER = "narrower", _("narrower")
    RELATED = "related", _("related")


class ConditionKind(TextChoices):
    """The family a condition belongs to."""

    CALCIPHYLAXIS = "calciphylaxis", _("Calciphylaxis")
    CALCINOSIS = "calcinosis", _("Calcinosis and its kinds")
    RELATED = "related", _("Related calcium disorders")
    LOOK_ALIKE = "look-alike", _("Look-alikes")


class EditionStatus(TextChoices):
    """Where an edition stands. *Published* is not a status: see `EditionQuerySet.published`."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    APPROVED = "approved", _("approved")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DELETED = "deleted", _("deleted draft")


IN_WORK = (EditionStatus.DRAFT, EditionStatus.IN_REVIEW)
LOCKED = (EditionStatus.APPROVED, EditionStatus.WITHDRAWN)
NEVER_APPROVED = (*IN_WORK, EditionStatus.DELETED)


class TranslationStatus(TextChoices):
    """Where a translated wording stands; *out of date* is no status but a comparison."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    APPROVED = "approved", _("approved")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Origin(TextChoices):
    """Who made an edition's content."""

    EDITOR = "editor", _("written in the editorial desk")
    CONTENT_PACK = "content-pack", _("shipped with the software")
    IMPORT = "import", _("imported from a file")


class Topic(TextChoices):
    """What a fact is about; the order is the order on the page."""

    DEFINITION = "definition", _("What it is")
    SEEK_HELP = "seek-help", _("When to get help")
    SYMPTOM = "symptom", _("Symptoms and signs")
    RISK_FACTOR = "risk-factor", _("Who is at risk")
    CAUSE = "cause", _("Causes")
    MECHANISM = "mechanism", _("What happens in the body")
    EPIDEMIOLOGY = "epidemiology", _("How common it is")
    COMPLICATION = "complication", _("What it can lead to")
    DIAGNOSIS = "diagnosis", _("How it is found")
    DIFFERENTIAL = "differential", _("What it can be confused with")
    TREATMENT = "treatment", _("Treatment")
    PREVENTION = "prevention", _("Lowering the risk")
    PROGNOSIS = "prognosis", _("What to expect")
    OPEN_QUESTION = "open-question", _("What is not known")


TOPICS_NEEDING_A_TERM = (Topic.SYMPTOM, Topic.RISK_FACTOR, Topic.DIAGNOSIS, Topic.TREATMENT)
TOPICS_WITH_FREQUENCY = (Topic.SYMPTOM, Topic.RISK_FACTOR, Topic.COMPLICATION)


class FrequencyBand(TextChoices):
    """How often, in the bands of Orphanet and the Human Phenotype Ontology."""

    ALWAYS = "always", _("always")  # 100 %
    VERY_FREQUENT = "very-frequent", _("very often")  # 80 to 99 %
    FREQUENT = "frequent", _("often")  # 30 to 79 %
    OCCASIONAL = "occasional", _("sometimes")  # 5 to 29 %
    VERY_RARE = "very-rare", _("in few people")  # 1 to 4 %
    EXCLUDED = "excluded", _("not seen")  # 0 %


class FrequencyBasis(TextChoices):
    """What a frequency rests on."""

    COUNTED = "counted", _("counted")  # the source gives numerator and denominator
    PERCENTAGE = "percentage", _("percentage")  # the source gives the share only
    WORDING = "wording", _("wording")  # a reading of words such as "typically"


class Certainty(TextChoices):
    """How firmly the statement is held in the sources."""

    ESTABLISHED = "established", _("established")
    PROBABLE = "probable", _("probable")
    HYPOTHESIS = "hypothesis", _("hypothesis")
    DISPUTED = "disputed", _("sources disagree")


class Evidence(TextChoices):
    """The best kind of study behind a statement."""

    SYSTEMATIC_REVIEW = "systematic-review", _("systematic review")
    RCT = "rct", _("randomised trial")
    COHORT = "cohort", _("cohort or case-control study")
    CASE_SERIES = "case-series", _("case series")
    CASE_REPORT = "case-report", _("single case reports")
    EXPERIMENTAL = "experimental", _("laboratory or animal experiment")
    EXPERT = "expert", _("expert opinion")
    NONE = "none", _("no study found")


class Urgency(TextChoices):
    """How soon help is needed, most urgent first."""

    EMERGENCY = "emergency", _("Emergency: get help now")
    TODAY = "today", _("Urgent: get help today")
    SOON = "soon", _("Arrange to be seen soon")


class SourceKind(TextChoices):
    """What a source is."""

    GUIDELINE = "guideline", _("guideline")
    SYSTEMATIC_REVIEW = "systematic-review", _("systematic review")
    REVIEW = "review", _("review")
    TRIAL = "trial", _("trial")
    COHORT = "cohort", _("cohort study")
    CASE_CONTROL = "case-control", _("case-control study")
    CASE_SERIES = "case-series", _("case series")
    CASE_REPORT = "case-report", _("case report")
    EXPERIMENTAL = "experimental", _("laboratory study")
    REGISTRY = "registry", _("registry")
    REFERENCE_PAGE = "reference-page", _("reference page")
    BOOK = "book", _("book")


class SourceStatus(TextChoices):
    """Whether a source still stands."""

    CURRENT = "current", _("current")
    SUPERSEDED = "superseded", _("superseded")
    RETRACTED = "retracted", _("retracted")


OUTDATED = (SourceStatus.SUPERSEDED, SourceStatus.RETRACTED)


class CheckOutcome(TextChoices):
    """What somebody found who looked at a fact again."""

    CONFIRMED = "confirmed", _("confirmed")
    NEEDS_CHANGE = "needs-change", _("needs change")


class Licence(TextChoices):
    """What allows a picture to be shown; the licence's number is part of its name."""

    PERMISSION = "permission", _("by permission of the owner")
    CC_BY_4 = "cc-by-4.0", _("CC BY 4.0")
    CC_BY_3 = "cc-by-3.0", _("CC BY 3.0")
    CC_BY_2 = "cc-by-2.0", _("CC BY 2.0")
    CC_BY_SA_4 = "cc-by-sa-4.0", _("CC BY-SA 4.0")
    CC_BY_SA_3 = "cc-by-sa-3.0", _("CC BY-SA 3.0")
    CC0 = "cc0-1.0", _("CC0 1.0, no rights reserved")
    PUBLIC_DOMAIN = "public-domain", _("public domain")


class SkinTone(IntegerChoices):
    """The Monk Skin Tone Scale (Ellis Monk, CC BY 4.0), from lightest to darkest.

    The words for its groups (1 to 3, 4 to 6, 7 to 10) are those of Heldreth CM et al. 2024,
    doi:10.1145/3632120.
    """

    TONE_1 = 1, _("light skin (Monk scale 1 of 10)")
    TONE_2 = 2, _("light skin (Monk scale 2 of 10)")
    TONE_3 = 3, _("light skin (Monk scale 3 of 10)")
    TONE_4 = 4, _("medium skin (Monk scale 4 of 10)")
    TONE_5 = 5, _("medium skin (Monk scale 5 of 10)")
    TONE_6 = 6, _("medium skin (Monk scale 6 of 10)")
    TONE_7 = 7, _("dark skin (Monk scale 7 of 10)")
    TONE_8 = 8, _("dark skin (Monk scale 8 of 10)")
    TONE_9 = 9, _("dark skin (Monk scale 9 of 10)")
    TONE_10 = 10, _("dark skin (Monk scale 10 of 10)")
