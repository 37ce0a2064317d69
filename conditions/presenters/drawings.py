"""Our own drawings, each below the statement that it illustrates.

A drawing shows what its statement says and nothing more: which layer is hit, what comes first and
how often are left open where the sources leave them open. Whoever changes such a statement looks
at its drawing again; the review page says so.
"""

from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture: the template of its shapes, its name, and in words what it shows."""

    template: str
    name: str | Promise
    plain: str | Promise
    clinical: str | Promise


@dataclass(frozen=True, slots=True)
class Drawing:
    """Pictures side by side, under a title; the note says what they must not be taken for."""

    title: str | Promise
    panels: tuple[Panel, ...]
    note: str | Promise


@dataclass(frozen=True, slots=True)
class PanelWords:
    """A picture with its words in the reader's view."""

    template: str
    name: str | Promise
    words: str | Promise


@dataclass(frozen=True, slots=True)
class DrawingWords:
    """A drawing in the reader's view."""

    title: str | Promise
    panels: list[PanelWords]
    note: str | Promise


SIMPLIFIED = _("Simplified, and not to scale.")

NARROWING = Drawing(
    _("A small blood vessel, cut across"),
    (
        Panel(
            "drawings/vessel_open.html",
            _("Open vessel"),
            _("For comparison: an open vessel. Blood cells (small rings) pass through it."),
            _("For comparison: unaffected vessel, lumen patent."),
        ),
        Panel(
            "drawings/vessel_calcified.html",
            _("Vessel with calcium in its wall"),
            _(
                "Calcium (grains) in the wall. In a study of 36 people the vessels looked normal"
                " otherwise."
            ),
            _(
                "Mural calcification (grains); otherwise normal-looking vessels in a 36-patient"
                " study."
            ),
        ),
        Panel(
            "drawings/vessel_narrow.html",
            _("Vessel with calcium in its wall, thickened from inside"),
            _(
                "In older descriptions the wall is also thickened from inside (striped), and the"
                " channel is narrower."
            ),
            _(
                "Older descriptions: mural calcification with intimal proliferation (striped) and"
                " a narrowed lumen."
            ),
        ),
    ),
    _("Simplified, and not to scale. The second and the third picture are two descriptions."),
)
CLOT = Drawing(
    _("A clot in a narrowed vessel, cut across"),
    (
        Panel(
            "drawings/vessel_narrow.html",
            _("Narrowed vessel"),
            _("A narrowed vessel that is still open."),
            _("Narrowed vessel, lumen patent."),
        ),
        Panel(
            "drawings/vessel_shut.html",
            _("Narrowed vessel with a clot"),
            _("A clot (a knot of threads) has shut it."),
            _("Lumen occluded by thrombus (strands)."),
        ),
    ),
    SIMPLIFIED,
)
BLOOD_TO_THE_SKIN = Drawing(
    _("Skin and the fat under it, cut from top to bottom"),
    (
        Panel(
            "drawings/blood_reaches_skin.html",
            _("Open vessel below the skin"),
            _("For comparison: blood (arrows) flows up through the fat to the skin."),
            _("For comparison: unobstructed flow (arrows) to fat and skin."),
        ),
        Panel(
            "drawings/less_blood_reaches_skin.html",
            _("Narrowed vessel below the skin"),
            _(
                "The vessel gets blocked. Less blood reaches the patch of skin and fat above it"
                " (striped)."
            ),
            _("Progressive occlusion: less perfusion of the overlying skin and fat (striped)."),
        ),
    ),
    SIMPLIFIED,
)
LAYERS = Drawing(
    _("Where in the vessel wall the calcium sits: two views"),
    (
        Panel(
            "drawings/calcium_in_middle_layer.html",
            _("Vessel with calcium in the middle layer of its wall"),
            _("One view: calcium (grains) in the middle layer."),
            _("One position: deposits (grains) in the tunica media."),
        ),
        Panel(
            "drawings/calcium_in_inner_layer.html",
            _("Vessel with calcium in the inner layer of its wall"),
            _("The other view, from a study of 36 people: mostly in the inner layer."),
            _("The other, from 36 patients: mostly in the intima, circumferentially."),
        ),
    ),
    _("Simplified. The layers are drawn thicker than they are."),
)

DAMAGED_TISSUE = Panel(
    "drawings/calcium_in_damaged_tissue.html",
    _("Damaged tissue above a blood vessel"),
    _(
        "Damaged tissue (broken outlines): calcium (grains) settles in it. Calcium and phosphate"
        " in the blood (dots) are normal: the dystrophic kind."
    ),
    _(
        "Dystrophic: salts (grains) in damaged tissue (broken outlines); calcium and phosphate in"
        " serum (dots) normal."
    ),
)
HEALTHY_TISSUE = Panel(
    "drawings/calcium_in_healthy_tissue.html",
    _("Healthy tissue above a blood vessel"),
    _(
        "Healthy tissue (whole outlines): calcium (grains) settles in it, because calcium or"
        " phosphate in the blood (dots) is out of balance: the metastatic kind."
    ),
    _(
        "Metastatic: salts (grains) in previously normal tissue (whole outlines); calcium and/or"
        " phosphate in serum (dots) disturbed."
    ),
)
DYSTROPHIC = Drawing(_("Calcium in damaged tissue"), (DAMAGED_TISSUE,), SIMPLIFIED)
METASTATIC = Drawing(_("Calcium in healthy tissue"), (HEALTHY_TISSUE,), SIMPLIFIED)
TWO_KINDS = Drawing(
    _("Calcium in damaged tissue, and in healthy tissue"),
    (DAMAGED_TISSUE, HEALTHY_TISSUE),
    SIMPLIFIED,
)

DRAWINGS = {
    UUID(key): drawing
    for key, drawing in {
        # calciphylaxis
        "d822fbf1-faff-5ef2-a7b7-4fe63d3048c3": NARROWING,
        "0cecd45b-5b06-502e-a58a-51f2e3ea4adf": CLOT,
        "e17cf054-cd7d-5363-8262-c3589b6152d7": BLOOD_TO_THE_SKIN,
        "87271442-d803-5723-b0a3-0372690c8572": LAYERS,
        # calcinosis cutis
        "d7ddcd79-9a53-5c20-98f0-e857a52af47f": LAYERS,
        "04c8c798-bc81-5003-9668-19d1c66ce6b2": TWO_KINDS,
        # calcinosis
        "9c9c83f6-8f82-564d-bffc-0a92ee9236c1": TWO_KINDS,
        # dystrophic and metastatic calcification
        "ac9cc7d8-262c-50e0-b5f1-2de74f392a77": TWO_KINDS,
        "282cf84f-b6d6-556e-9cec-f3282c0313cb": TWO_KINDS,
        # dystrophic calcinosis cutis; calcinosis in dermatomyositis and in lupus
        "069cdf88-4d77-53af-83a2-6d48888a29b5": DYSTROPHIC,
        "1bc4ddd3-080f-598d-a5c5-a7fdf322f99f": DYSTROPHIC,
        "9f316f16-2e41-547a-a979-c6a06e0af3ff": DYSTROPHIC,
        # metastatic calcinosis cutis
        "8bccd5a8-d5e2-5cc6-85f6-fc639f7c409b": METASTATIC,
    }.items()
}


def drawing_of(key: UUID, *, clinical: bool) -> DrawingWords | None:
    """Return the drawing that belongs to the fact with this key, None when it has none."""
    drawing = DRAWINGS.get(key)
    return drawing_words(drawing, clinical=clinical) if drawing else None


def drawing_words(drawing: Drawing, *, clinical: bool) -> DrawingWords:
    """Return `drawing` in the clinical or the plain wording."""
    panels = [
        PanelWords(panel.template, panel.name, panel.clinical if clinical else panel.plain)
        for panel in drawing.panels
    ]
    return DrawingWords(drawing.title, panels, drawing.note)
