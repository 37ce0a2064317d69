"""Photographs: the files with whose they are, and how an edition shows them."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from conditions.pictures import widths_of

from .base import KeptHistory, one_of
from .choices import LOCKED, EditionStatus, Licence, SkinTone, TermKind, Topic
from .editions import Edition
from .sources import Source
from .vocabulary import Term


class PictureFileQuerySet(models.QuerySet):
    def public(self, at=None):
        """Keep what an edition shows that readers can open, and that was not withdrawn."""
        readable = Edition.objects.begun(at=at).exclude(status=EditionStatus.WITHDRAWN)
        shown = Photograph.objects.filter(picture=OuterRef("pk"), edition__in=readable)
        return self.filter(Exists(shown), withdrawn_at__isnull=True)


class PictureFile(models.Model):
    """An uploaded picture, with whose it is and what allows its use.

    Once an approved edition shows it nothing about it changes, but that it can be withdrawn: then
    the file itself is deleted, and every edition says so in its place.
    """

    digest = models.CharField(_("digest"), max_length=64, unique=True)  # SHA-256 of the file
    width = models.PositiveSmallIntegerField(_("width"))  # pixels
    height = models.PositiveSmallIntegerField(_("height"))
    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("The photographer or holder of the rights, as they must be named."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=16,
        choices=Licence,
        blank=True,
        help_text=_("What allows us to show it. Without one it cannot be published."),
    )
    shows_person = models.BooleanField(
        _("shows a person"),
        default=True,
        help_text=_("Any part of a body counts, also when nobody could tell whose it is."),
    )
    consent_reference = models.CharField(
        _("reference of the consent"),
        max_length=80,
        blank=True,
        help_text=_(
            "The number under which the consent of the person, or the owner's permission, is "
            "filed; for a published picture, where the publication says that there is consent. "
            "Never a name. Readers do not see it."
        ),
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        verbose_name=_("source"),
        related_name="pictures",
        null=True,
        blank=True,
        help_text=_("The publication that it was taken from, if there is one."),
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(
        _("reason for withdrawal"),
        blank=True,
        help_text=_("For the record of the desk; readers do not see it. Never a name."),
    )

    objects = PictureFileQuerySet.as_manager()
    history = KeptHistory()

    class Meta:
        verbose_name = _("picture file")
        verbose_name_plural = _("picture files")
        ordering = ("-added_at", "-id")
        constraints = [
            one_of("licence", Licence, "picturefile_licence_known", blank=True),
            models.CheckConstraint(
                condition=Q(width__gte=1, height__gte=1), name="picturefile_has_a_size"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawal_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason=""),
                name="picturefile_withdrawal_complete",
            ),
        ]
        permissions = [("withdraw_picturefile", _("Can withdraw a picture file for good"))]

    def __str__(self):
        credit = self.credit or _("no credit yet")
        return f"{credit}, {self.width} × {self.height}, {self.digest[:8]}"

    @property
    def widths(self):
        """Return the widths in pixels that it is kept in, narrowest first."""
        return widths_of(self.width)

    def file_name(self, width):
        """Return where the storage keeps it at one of its widths."""
        return f"photographs/{self.digest}-{width}.jpg"

    @property
    def is_locked(self):
        """Tell whether an edition shows it that was approved."""
        return self.photographs.filter(edition__status__in=LOCKED).exists()


class Photograph(models.Model):
    """A picture in an edition. Its `key` is its identity: the copies in later editions keep it."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=_("edition"), related_name="photographs"
    )
    key = models.UUIDField(_("key"), default=uuid.uuid4)
    picture = models.ForeignKey(
        PictureFile,
        models.PROTECT,
        verbose_name=_("picture"),
        related_name="photographs",
        limit_choices_to={"withdrawn_at__isnull": True},
        help_text=_("Type part of its credit. A new one is added under “Picture files” first."),
    )
    topic = models.CharField(
        _("section"),
        max_length=14,
        choices=Topic,
        default=Topic.SYMPTOM,
        help_text=_("The section of the page that it stands in."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Order within its section, smallest first.")
    )
    alt = models.TextField(
        _("alternative text"),
        blank=True,
        help_text=_(
            "For those who cannot see it, or do not want to: what is seen, where on the body, "
            "which colour and size. “Open sore with a black crust on the outside of a thigh”."
        ),
    )
    plain = models.TextField(
        _("plain wording"),
        blank=True,
        help_text=_("The line below the picture: what readers should notice in it."),
    )
    clinical = models.TextField(
        _("clinical wording"), blank=True, help_text=_("The same in the field's terms.")
    )
    body_sites = models.ManyToManyField(
        Term,
        verbose_name=_("body sites"),
        related_name="photographs",
        blank=True,
        limit_choices_to={"kind": TermKind.BODY_SITE},
    )
    skin_tone = models.PositiveSmallIntegerField(
        _("skin tone"),
        choices=SkinTone,
        null=True,
        blank=True,
        help_text=_(
            "The tone of the Monk scale that healthy skin in the picture comes nearest to. Leave "
            "it empty when no skin is seen or the light does not let you tell."
        ),
    )
    distressing = models.BooleanField(
        _("distressing"),
        default=False,
        help_text=_("Hides it until a reader asks for it: open wounds, dead skin, genitals."),
    )

    class Meta:
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")
        ordering = ("edition", "position", "id")
        constraints = [
            models.UniqueConstraint("edition", "key", name="photograph_key_once_per_edition"),
            models.UniqueConstraint(
                "edition",
                "picture",
                name="photograph_picture_once_per_edition",
                violation_error_message=_("This picture is in the edition already."),
            ),
            one_of("topic", Topic, "photograph_topic_known"),
            models.CheckConstraint(
                condition=Q(skin_tone__isnull=True) | Q(skin_tone__range=(1, 10)),
                name="photograph_skin_tone_1_to_10",
            ),
        ]
        indexes = [
            # For its history through the editions.
            models.Index("key", name="photograph_key"),
        ]

    def __str__(self):
        text = self.alt or self.plain or self.picture.credit
        return str(_("Photograph: %(text)s") % {"text": Truncator(text).chars(60)})

    def clean(self):
        """Refuse a picture that was withdrawn: its file is gone."""
        if self.picture_id and self.picture.withdrawn_at:
            raise ValidationError({"picture": _("This picture was withdrawn; choose another.")})
