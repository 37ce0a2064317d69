"""The benchmark of the lookup, as operators run it, on the tiny release."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.catalogue import import_tiny

pytestmark = pytest.mark.django_db


def write_case(folder, name, *, disease, present, absent=(), publication=9):
    features = [{"type": {"id": code}} for code in present]
    features += [{"type": {"id": code}, "excluded": True} for code in absent]
    packet = {
        "id": name,
        "phenotypicFeatures": features,
        "diseases": [{"term": {"id": disease}}],
        "metaData": {"externalReferences": [{"id": f"PMID:{publication}"}]},
    }
    (folder / f"{name}.json").write_text(json.dumps(packet))


@pytest.fixture
def cases(tmp_path):
    import_tiny(tmp_path / "release")
    folder = tmp_path / "cases"
    folder.mkdir()
    write_case(folder, "one", disease="OMIM:100", present=["HP:0000098"], publication=7)
    write_case(folder, "two", disease="ORPHA:2", present=["HP:0000013"])
    write_case(folder, "new", disease="OMIM:999", present=["HP:0000013"])
    return folder


def run(folder, *arguments):
    output, errors = io.StringIO(), io.StringIO()
    arguments = ("--cases", str(folder), "--split", "all", *arguments)
    call_command("lookup_benchmark", *arguments, stdout=output, stderr=errors)
    return output.getvalue(), errors.getvalue()


def figures(output):
    """Return the columns of the first line of figures: all cases, each alike."""
    line = next(line for line in output.splitlines() if line.startswith("all,"))
    return line.partition("per case")[2].split()


def test_a_table_of_places_misses_and_costs_is_printed(cases):
    output, errors = run(cases)

    assert output.startswith("3 cases read, 0 files left out\nHPO 2025-01-16, 3 conditions")
    # Two of three come first; the third disease is not in the release.
    assert figures(output) == ["66.7", "66.7", "66.7", "66.7", "0.667", "3", "3"]
    assert (
        "without a place, as the release does not hold the disease: 1 (diseases: 1; with most "
        "cases OMIM:999 1)"
    ) in output
    assert "p95" in output
    assert errors == ""


def test_a_broken_case_is_named_and_the_rest_runs(cases):
    (cases / "half.json").write_text('{"id": "half"')
    write_case(cases, "silent", disease="OMIM:100", present=[])

    output, errors = run(cases)

    assert errors.splitlines()[0].startswith("half.json: not a phenopacket")
    assert errors.splitlines()[1] == "silent.json: it has no finding that is present"
    assert "3 cases read, 2 files left out" in output
    assert figures(output)[-2] == "3"


def test_one_sources_records_stand_by_themselves(cases):
    output, _errors = run(cases, "--records", "OMIM")

    assert "HPO 2025-01-16, 2 conditions" in output
    assert "as the release does not hold the disease: 2 " in output
    with pytest.raises(CommandError, match="no records of NOBODY"):
        run(cases, "--records", "NOBODY")


def test_only_cases_newer_than_what_the_release_cites(cases):
    # Everything in it was curated on 2024-01-02; the highest PMID is 8.
    output, _errors = run(cases, "--newer-than", "2024-12-31")

    assert "newest publication cited by 2024-12-31: PMID 8" in output
    assert figures(output)[-2] == "2"
    assert figures(run(cases, "--newer-than", "2023-12-31")[0])[-2] == "3"
    assert figures(run(cases, "--uncited")[0])[-2] == "2"


def test_samples_findings_and_the_own_patient(cases):
    assert figures(run(cases, "--sample", "1")[0])[-2] == "1"
    assert figures(run(cases, "--findings", "1")[0])[-2] == "3"
    assert figures(run(cases, "--leave-own-out")[0])[-2] == "3"


def test_a_split_takes_its_half_of_the_diseases(cases):
    counts = [
        int(figures(output)[-2]) if "all," in output else 0
        for split in ("development", "held-back")
        for output in [run_split(cases, split)]
    ]

    assert sum(counts) == 3


def run_split(cases, split):
    output = io.StringIO()
    try:
        call_command("lookup_benchmark", "--cases", str(cases), "--split", split, stdout=output)
    except CommandError as error:
        return str(error)
    return output.getvalue()


def test_what_is_missing_is_told(tmp_path, db):
    with pytest.raises(CommandError, match="There is no folder"):
        run(tmp_path / "nowhere")
    with pytest.raises(CommandError, match="There is no catalogue"):
        run(tmp_path)


def test_no_case_left_is_told(cases):
    with pytest.raises(CommandError, match="No case is left"):
        run(cases, "--newer-than", "2024-12-31", "--sample", "0")
