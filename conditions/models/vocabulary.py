"""The shared vocabulary: one record for a finding, whatever the number of conditions it is in."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conditions.exchange import CATEGORIES

from .base import CodeBase, KeptHistory, NameBase
from .choices import TermCategory, TermKind

# Where a kind of term has pages of its own; the other kinds stand in the glossary only.
PAGE_OF_KIND = {
    TermKind.FINDING: "conditions:symptom",
    TermKind.RISK_FACTOR: "conditions:risk-factor",
}


def _categories_fit():
    """Return the rule that a category belongs to its kind of term."""
    rule = Q()
    for kind, categories in CATEGORIES.items():
        rule |= Q(kind=kind, category__in=sorted(categories))
    return rule


class Term(models.Model):
    """One entry of the vocabulary, with its plain and clinical name; it is the glossary too."""

    kind = models.CharField(_("kind"), max_length=12, choices=TermKind)
    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, help_text=_("The end of its address. Do not reuse.")
    )
    name = models.CharField(_("clinical name"), max_length=120)
    plain_name = models.CharField(
        _("plain name"), max_length=160, help_text=_("What a patient would call it.")
    )
    definition = models.TextField(
        _("definition"),
        blank=True,
        help_text=_("One or two short plain sentences: what the word means, no more."),
    )
    category = models.CharField(_("category"), max_length=12, choices=TermCategory, blank=True)
    broader = models.ManyToManyField(
        "self",
        verbose_name=_("broader terms"),
        symmetrical=False,
        related_name="narrower",
        through="TermRelation",
        blank=True,
    )
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    history = KeptHistory(excluded_fields=["updated_at"])

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=_categories_fit(),
                name="term_category_fits_kind",
                violation_error_message=_("This category does not belong to this kind of term."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(plain_name=""),
                name="term_has_both_names",
                violation_error_message=_("Give both the clinical and the plain name."),
            ),
            models.UniqueConstraint(
                "kind",
                Lower("name"),
                name="term_name_once_per_kind",
                violation_error_message=_("There is a term of this kind and name already."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Return its page, or its place in the glossary."""
        if page := PAGE_OF_KIND.get(self.kind):
            return reverse(page, args=[self.slug])
        return f"{reverse('conditions:glossary')}#{self.slug}"

    def clean(self):
        """Refuse another kind: facts, relations and the lookup's index rely on it."""
        if Term.objects.filter(pk=self.pk).exclude(kind=self.kind).exists():
            raise ValidationError({"kind": _("A term keeps its kind. Make a new term instead.")})


class TermRelation(models.Model):
    """`term` is a kind of (or a part of) `broader`. The whole must stay free of circles."""

    term = models.ForeignKey(
        Term, models.CASCADE, verbose_name=_("term"), related_name="broader_relations"
    )
    broader = models.ForeignKey(
        Term, models.PROTECT, verbose_name=_("broader term"), related_name="narrower_relations"
    )

    history = KeptHistory()

    class Meta:
        verbose_name = _("broader term")
        verbose_name_plural = _("broader terms")
        constraints = [
            models.UniqueConstraint(
                "term",
                "broader",
                name="termrelation_once",
                violation_error_message=_("This broader term is there already."),
            ),
            models.CheckConstraint(
                condition=~Q(term=F("broader")),
                name="termrelation_not_to_itself",
                violation_error_message=_("A term cannot be broader than itself."),
            ),
        ]

    def __str__(self):
        return f"{self.term} → {self.broader}"

    def clean(self):
        """Refuse a relation across kinds or one that closes a circle."""
        if self.term_id is None or self.broader_id is None:
            return
        if self.term.kind != self.broader.kind:
            raise ValidationError(
                {
                    "broader": _("A broader term must be of the same kind (%(kind)s).")
                    % {"kind": self.term.get_kind_display()}
                }
            )
        path = [self.broader_id]
        seen = set(path)
        while path:
            if self.term_id in path:
                raise ValidationError(
                    {
                        "broader": _(
                            "“%(broader)s” already lies below “%(term)s”: this would be a circle."
                        )
                        % {"broader": self.broader, "term": self.term}
                    }
                )
            above = TermRelation.objects.filter(term__in=path).values_list("broader", flat=True)
            path = [pk for pk in above if pk not in seen]
            seen.update(path)


class TermName(NameBase):
    """A synonym of a term."""

    term = models.ForeignKey(Term, models.CASCADE, verbose_name=_("term"), related_name="names")

    history = KeptHistory()

    class Meta(NameBase.Meta):
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        constraints = [
            *NameBase.Meta.constraints,
            models.UniqueConstraint(
                "term",
                Lower("text"),
                name="termname_once_per_term",
                violation_error_message=_("This synonym is there already."),
            ),
        ]


class TermCode(CodeBase):
    """A code of a term, for example in the Human Phenotype Ontology."""

    term = models.ForeignKey(Term, models.CASCADE, verbose_name=_("term"), related_name="codes")

    history = KeptHistory()

    class Meta(CodeBase.Meta):
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        constraints = [
            models.UniqueConstraint(
                "term",
                "system",
                "code",
                name="termcode_once_per_term",
                violation_error_message=_("This code is there already."),
            ),
        ]
