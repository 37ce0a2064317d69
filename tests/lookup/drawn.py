"""A small drawn world and random ones, for the tests of the lookup.

skin ──┬── ulcer ──┬── leg-ulcer
       │           └── arm-ulcer
       └── rash
pain        dialysis (risk)

calciphylaxis   ulcer 8 of 10, pain very frequent, dialysis always
venous          leg-ulcer 18 of 20
eczema          rash, how often is not given
gout            pain frequent, rash reported absent

F   calciphylaxis: ulcer 10/14 = .714286, pain .895, dialysis 1
    venous:        leg-ulcer 20/24 = .833333
    eczema:        rash .5
    gout:          pain .545, rash 0
S   2.609286, .833333, .5, .545
breadth  .4 · ln(1 + S / 10): .092739, .032017, .019516, .021227
b   (sum of F + .5) / 5:
    ulcer     (.714286 + .833333 + .5) / 5 = .409524
    skin      (.714286 + .833333 + .5 + .5) / 5 = .509524, over a half, so it never matches
    leg-ulcer (.833333 + .5) / 5 = .266667
    pain      (.895 + .545 + .5) / 5 = .388
    dialysis  (1 + .5) / 5 = .3
"""

from hypothesis import strategies as st

from conditions.lookup import Annotation, Frequency, Index, Query, TermRecord

TERMS = (
    TermRecord("skin", "finding"),
    TermRecord("ulcer", "finding", ("skin",)),
    TermRecord("leg-ulcer", "finding", ("ulcer",)),
    TermRecord("arm-ulcer", "finding", ("ulcer",)),
    TermRecord("rash", "finding", ("skin",)),
    TermRecord("pain", "finding"),
    TermRecord("dialysis", "risk"),
)
ANNOTATIONS = (
    Annotation(
        "calciphylaxis", "ulcer", Frequency(numerator=8, denominator=10), fact_key="c-ulcer"
    ),
    Annotation("calciphylaxis", "pain", Frequency(band="very-frequent"), fact_key="c-pain"),
    Annotation("calciphylaxis", "dialysis", Frequency(band="always"), fact_key="c-dialysis"),
    Annotation("venous", "leg-ulcer", Frequency(numerator=18, denominator=20), fact_key="v-ulcer"),
    Annotation("eczema", "rash", fact_key="e-rash"),
    Annotation("gout", "pain", Frequency(band="frequent"), fact_key="g-pain"),
    Annotation("gout", "rash", absent=True, fact_key="g-rash"),
)


def make_index(*more: Annotation) -> Index:
    return Index.build(TERMS, [*ANNOTATIONS, *more])


NAMES = [f"t{number}" for number in range(9)]
CONDITIONS = [f"c{number}" for number in range(6)]


@st.composite
def vocabularies(draw):
    """Terms whose broader terms come before them, so that there is no circle."""
    return [
        TermRecord(name, "finding", tuple(draw(st.sets(st.sampled_from(NAMES[:n]), max_size=2))))
        if n
        else TermRecord(name, "finding")
        for n, name in enumerate(NAMES)
    ]


@st.composite
def frequencies(draw):
    seen = draw(st.integers(1, 40))
    return draw(
        st.sampled_from(
            [
                None,
                Frequency(numerator=draw(st.integers(0, seen)), denominator=seen),
                Frequency(percentage=draw(st.floats(0, 100))),
                Frequency(band="always"),
                Frequency(band="occasional", basis="wording"),
            ]
        )
    )


def annotations():
    one = st.builds(
        Annotation,
        condition=st.sampled_from(CONDITIONS),
        term=st.sampled_from(NAMES),
        frequency=frequencies(),
        absent=st.sampled_from([False, False, False, True]),
        fact_key=st.uuids().map(str),
    )
    return st.lists(one, min_size=1, max_size=40)


def indexes():
    return st.builds(Index.build, vocabularies(), annotations())


@st.composite
def queries(draw, slugs=(*NAMES, "not-a-term")):
    """Choices in which no term is both present and absent; one slug is not in the vocabulary."""
    slugs = draw(st.permutations(slugs))
    one, two, three, four = sorted(
        draw(st.lists(st.integers(0, len(slugs)), min_size=4, max_size=4))
    )
    return Query(
        present=slugs[:one], absent=slugs[one:two], unsure=slugs[two:three], risk=slugs[three:four]
    )


@st.composite
def additions(draw):
    """A query, the same with one more present finding, and that finding."""
    first, term = draw(st.permutations(NAMES))[:2]
    query = draw(queries([name for name in NAMES if name not in {first, term}]))
    present = [first, *query.present]
    before = Query(present, query.absent, query.unsure, query.risk)
    return before, Query([*present, term], query.absent, query.unsure, query.risk), term
