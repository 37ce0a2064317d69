"""Files that editors bring in: kept between the look at what they would change and the yes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ContentImportQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(landed_at__isnull=True)


class ContentImport(models.Model):
    """A file somebody uploaded; its content goes when it has landed or was forgotten."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), related_name="+", null=True
    )
    by_name = models.CharField(_("by"), max_length=160)
    at = models.DateTimeField(_("uploaded"), default=timezone.now)
    file_name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(_("content"), null=True)
    landed_at = models.DateTimeField(_("imported"), null=True, blank=True)
    # The drafts it went into: primary key and name, which outlives the draft.
    drafts = models.JSONField(_("drafts"), default=list, blank=True)

    objects = ContentImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-at", "-id")
        constraints = [
            models.CheckConstraint(condition=~Q(by_name=""), name="contentimport_names_someone"),
            models.CheckConstraint(
                condition=Q(landed_at__isnull=True, content__isnull=False)
                | Q(landed_at__isnull=False, content__isnull=True),
                name="contentimport_keeps_content_until_landed",
            ),
        ]

    def __str__(self):
        return self.file_name
