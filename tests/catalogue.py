"""The tiny release of `exchange.hpo.files` in the database."""

from conditions.actions.catalogue import import_release
from conditions.exchange.hpo import read_release
from tests.exchange.hpo.files import write_release


def import_tiny(folder, *, with_parsed=False, progress=None, **texts):
    """Import the tiny release, with other texts for its files if they are given."""
    write_release(folder, **texts)
    files = read_release(
        folder / "hp.obo",
        folder / "phenotype.hpoa",
        None if texts.get("equivalents", "") is None else folder / "mondo.sssom.tsv",
    )
    more = {"progress": progress} if progress else {}
    return import_release(files=files, with_parsed=with_parsed, **more)
