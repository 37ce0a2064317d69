"""What to ask a doctor: much the same for everybody, since it is the doctor who knows the rest."""

from django.utils.translation import gettext_lazy

_NEXT = (
    gettext_lazy("Which examinations or tests do I need, and what will they tell us?"),
    gettext_lazy("Could one of my medicines or another illness of mine have to do with it?"),
    gettext_lazy("What can I do myself, and what should I leave alone?"),
    gettext_lazy("What would mean that I have to come back sooner, or get help at once?"),
    gettext_lazy("Who looks after this from now on, and when do we talk again?"),
)
WITHOUT_A_NAME = (gettext_lazy("What do you think it is? What else could it be?"), *_NEXT)
ABOUT_A_CONDITION = (
    gettext_lazy("How sure is it that I have this? What else could it be?"),
    *_NEXT,
)
