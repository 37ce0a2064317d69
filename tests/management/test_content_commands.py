"""The commands around the content pack, as operators run them."""

import io
import shutil

import pytest
from django.core.management import CommandError, call_command

from conditions.models import Condition, Term, TermKind
from tests.conftest import PACK
from tests.factories import make_term

pytestmark = pytest.mark.django_db


def run(command, *arguments):
    output = io.StringIO()
    call_command(command, *map(str, arguments), stdout=output)
    return output.getvalue()


def test_load_says_what_it_added_and_the_second_time_nothing():
    first, second = run("load_content"), run("load_content")

    published = Condition.objects.published().count()
    assert f"{Term.objects.count()} terms" in first
    assert f"{published} published" in first
    assert second.startswith("Content: 0 terms, 0 sources and 0 conditions added; 0 published")


def test_load_of_a_malformed_folder_says_where_and_loads_nothing(tmp_path):
    shutil.copytree(PACK, tmp_path, dirs_exist_ok=True)
    (tmp_path / "sources.yaml").write_text("schema: calcsite/sources/2\n", encoding="utf-8")

    with pytest.raises(CommandError, match=r"Nothing was loaded\.\nsources.yaml, line 1, schema: "):
        run("load_content", tmp_path)

    assert not Term.objects.exists()


def test_load_beside_a_clashing_record_says_so(pack):
    document = pack.terms[0]
    make_term(document.terms[0].name, kind=TermKind(document.kind), slug="of-an-editor")

    with pytest.raises(CommandError, match="clashes with one that editors entered"):
        run("load_content")


def test_load_of_a_folder_that_is_not_there_says_so(tmp_path):
    with pytest.raises(CommandError, match="There is no folder"):
        run("load_content", tmp_path / "nowhere")


def test_export_writes_the_folder_that_was_loaded(tmp_path):
    run("load_content")

    said = run("export_content", tmp_path / "out")

    files = [path.relative_to(PACK) for path in PACK.rglob("*.yaml")]
    assert said.startswith(f"{len(files)} documents written")
    for file in files:
        assert (tmp_path / "out" / file).read_bytes() == (PACK / file).read_bytes()


def test_check_of_the_shipped_pack_finds_no_error():
    assert "\n0 errors, " in run("check_content", PACK)


def test_check_of_a_malformed_folder_says_where(tmp_path):
    (tmp_path / "a.yaml").write_text("schema: x\n", encoding="utf-8")

    with pytest.raises(CommandError, match=r"a.yaml, line 1, schema: "):
        run("check_content", tmp_path)
