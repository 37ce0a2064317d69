"""Records that others know by their slug: readers' links and the content pack."""

from .returned import ReturningFormAdmin


class StableAddressAdmin(ReturningFormAdmin):
    """The slug is chosen once. A new one would break links, and load the old record anew."""

    def get_readonly_fields(self, request, obj=None):
        fixed = ("slug",) if obj else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_prepopulated_fields(self, request, obj=None):
        """Propose the slug of a new record only."""
        return {} if obj else super().get_prepopulated_fields(request, obj)
