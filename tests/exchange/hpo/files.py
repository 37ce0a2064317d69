"""A tiny release of the ontology, written by hand: six findings, four records of three diseases.

“Palm crystals”, “zebra fever” and the like are not of this world, so a test can look for them.
"""

ONTOLOGY = """\
format-version: 1.2
data-version: hp/releases/2025-01-16
remark: made by hand

[Term]
id: HP:0000001
name: All

[Term]
id: HP:0000118
name: Phenotypic abnormality
is_a: HP:0000001 ! All

[Term]
id: HP:0000010
name: Zebra skin
def: "Skin that looks like a \\"zebra\\"." [PMID:1]
synonym: "Stripy skin" EXACT layperson []
synonym: "Odd skin" BROAD []
is_a: HP:0000118 ! Phenotypic abnormality

[Term]
id: HP:0000011
name: Palm crystals
alt_id: HP:0000099
is_a: HP:0000010 ! Zebra skin

[Term]
id: HP:0000012
name: Zebra fever
is_a: HP:0000118

[Term]
id: HP:0000013
name: Zebra cough
is_a: HP:0000118

[Term]
id: HP:0000006
name: Autosomal dominant inheritance
is_a: HP:0000001

[Term]
id: HP:0003577
name: Congenital onset
is_a: HP:0000001

[Term]
id: HP:0000098
name: obsolete Crystals of the palm
is_obsolete: true
replaced_by: HP:0000011

[Term]
id: HP:0000097
name: obsolete Something
is_obsolete: true

[Typedef]
id: part_of
name: part of
"""

HEAD = """\
#description: "HPO annotations for rare diseases [2: OMIM; 0: DECIPHER; 2 ORPHANET]"
#version: 2025-01-16
#tracker: https://example.org/issues
#hpo-version: http://example.org/hp/releases/2025-01-16/hp.json
"""
COLUMNS = (
    "database_id\tdisease_name\tqualifier\thpo_id\treference\tevidence\t"
    "onset\tfrequency\tsex\tmodifier\taspect\tbiocuration\n"
)


def make_row(
    disease="OMIM:100", name="Zebra disease", qualifier="", term="HP:0000010",
    reference="PMID:7", evidence="PCS", onset="", frequency="", sex="", modifier="", aspect="P",
    curation="HPO:someone[2024-01-02]",
):  # fmt: skip
    values = (
        disease, name, qualifier, term, reference, evidence,
        onset, frequency, sex, modifier, aspect, curation,
    )  # fmt: skip
    return "\t".join(values) + "\n"


ROWS = "".join((
    make_row(frequency="3/4", onset="HP:0003577", sex="FEMALE"),
    make_row(reference="PMID:8", frequency="1/6"),
    make_row(term="HP:0000098", frequency="HP:0040282"),  # an obsolete code
    make_row(term="HP:0000013", qualifier="NOT"),
    make_row(term="HP:0000012", evidence="IEA", reference="OMIM:100"),
    make_row(term="HP:0000006", aspect="I"),
    make_row("OMIM:200", "Plain disease", term="HP:0000012", frequency="50%"),
    make_row("ORPHA:1", "Zebra syndrome", reference="ORPHA:1", evidence="TAS",
             frequency="HP:0040281"),
    make_row("ORPHA:2", "Other disease", term="HP:0000013", reference="ORPHA:2", evidence="TAS"),
))  # fmt: skip
ANNOTATIONS = HEAD + COLUMNS + ROWS

EQUIVALENTS = """\
# license: https://creativecommons.org/licenses/by/4.0/
subject_id\tsubject_label\tpredicate_id\tobject_id
MONDO:0000100\tzebra disease\tskos:exactMatch\tOMIM:100
MONDO:0000100\tzebra disease\tskos:exactMatch\tOrphanet:1
MONDO:0000100\tzebra disease\tskos:exactMatch\tDOID:5
MONDO:0000300\tbroader\tskos:broadMatch\tOMIM:200
MONDO:0000400\tone\tskos:exactMatch\tOrphanet:2
MONDO:0000401\tother\tskos:exactMatch\tOrphanet:2
"""


def write_release(folder, *, ontology=ONTOLOGY, annotations=ANNOTATIONS, equivalents=EQUIVALENTS):
    """Write the three files; None leaves one out."""
    texts = {"hp.obo": ontology, "phenotype.hpoa": annotations, "mondo.sssom.tsv": equivalents}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).unlink(missing_ok=True)
        if text is not None:
            (folder / name).write_bytes(text.encode())
    return folder
