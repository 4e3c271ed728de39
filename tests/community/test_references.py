"""References in due form, however they were pasted."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.community.models.reference import LONGEST_ADDRESS
from toctoc.community.rules.references import LONGEST_IDENTIFIER, reference_in, references_in
from toctoc.kernel.errors import Invalid

DOI = ("doi", "10.1056/nejmoa2001017", "https://doi.org/10.1056/nejmoa2001017")
PMID = ("pmid", "31978945", "https://pubmed.ncbi.nlm.nih.gov/31978945/")
PMC = ("pmcid", "PMC7092803", "https://pmc.ncbi.nlm.nih.gov/articles/PMC7092803/")
BOOK = ("isbn", "9782070368228", "https://www.worldcat.org/isbn/9782070368228")
HAS = ("has", "jcms/c_1/fr/accueil", "https://www.has-sante.fr/jcms/c_1/fr/accueil")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("10.1056/NEJMoa2001017", DOI),
        ("https://doi.org/10.1056/NEJMoa2001017", DOI),
        ("http://dx.doi.org/10.1056/nejmoa2001017", DOI),
        ("doi.org/10.1056/nejmoa2001017", DOI),
        ("DOI: 10.1056/NEJMoa2001017.", DOI),
        ("doi 10.1056/NEJMoa2001017 ;", DOI),
        ("« 10.1056/NEJMoa2001017 »", DOI),
        ("(10.1056/NEJMoa2001017)", DOI),
        ("10.1056/NEJMoa\u200b2001017", DOI),
        ("10.1056%2FNEJMoa2001017", DOI),
        ("https://doi.org/10.1056%2FNEJMoa2001017?utm=x", DOI),
        ("10.1016/S0140\u20106736(20)30183\u20115", ("doi", "10.1016/s0140-6736(20)30183-5", None)),
        ("(10.1016/S0140-6736(20)30183-5)", ("doi", "10.1016/s0140-6736(20)30183-5", None)),
        (
            "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
            ("doi", "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2", None),
        ),
        (
            "https://www.cochranelibrary.com/cdsr/doi/10.1002/14651858.CD013574/full",
            ("doi", "10.1002/14651858.cd013574", None),
        ),
        ("PMID 31978945", PMID),
        ("pmid:31978945", PMID),
        ("https://pubmed.ncbi.nlm.nih.gov/31978945/", PMID),
        ("https://www.ncbi.nlm.nih.gov/pubmed/31978945", PMID),
        ("PMC7092803", PMC),
        ("PMCID: PMC7092803", PMC),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7092803/", PMC),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC7092803/#sec2", PMC),
        ("978-2-07-036822-8", BOOK),
        ("ISBN-13 : 978 2 07 036822 8", BOOK),
        ("ISBN 2-07-036822-X", BOOK),
        ("2\u2013070368\u201322\u2013x", BOOK),
        ("https://www.has-sante.fr/jcms/c_1/fr/accueil", HAS),
        ("has-sante.fr/jcms/c_1/fr/accueil", HAS),
        ("http://has-sante.fr/jcms/c_1/fr/accueil#top", HAS),
        (
            "https://ansm.sante.fr/actualites/essai",
            ("ansm", "actualites/essai", "https://ansm.sante.fr/actualites/essai"),
        ),
        ("https://www.ema.europa.eu/en/medicines/human/EPAR/x", ("ema", "en/medicines/human/EPAR/x", None)),
        ("https://www.legifrance.gouv.fr/jorf/id/JORFTEXT0", ("legifrance", "jorf/id/JORFTEXT0", None)),
        ("https://france.cochrane.org/revues", ("cochrane", "revues", "https://france.cochrane.org/revues")),
    ],
)
def test_what_people_paste_is_found(typed: str, found: tuple[str, str, str | None]) -> None:
    reference = reference_in(typed)
    assert (reference.kind, reference.identifier) == found[:2]
    assert found[2] in {None, reference.address}


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "mars",
        "10.1056",
        "10.1/court",
        "10.1056/",
        "doi:",
        "31978945",
        "PMID 0",
        "PMID 123456789",
        "978-2-07-036822-9",
        "2-07-036822-1",
        "977-2-07-036822-8",
        "٩٧٨٢٠٧٠٣٦٨٢٢٨",
        "https://has-sante.fr",
        "https://www.has-sante.fr/",
        "https://has-sante.fr.exemple.test/jcms/c_1",
        "https://exemple.test/has-sante.fr/jcms",
        'https://exemple.test@has-sante.fr/x" onmouseover="x',
        "javascript:alert(1)//has-sante.fr/x",
        "https://exemple.test/10.1056/nejmoa2001017",
        "https://[has-sante.fr/x",
        "https://doi.org/",
        "10.1056/" + "x" * 400,
        "https://www.has-sante.fr/" + "é" * 150,
        "x" * 100_000,
    ],
)
def test_what_is_no_reference_is_refused_in_words(typed: str) -> None:
    with pytest.raises(Invalid, match="pas la forme attendue") as caught:
        reference_in(typed)
    assert caught.value.field == "references"


def test_each_is_kept_once_and_ten_at_most() -> None:
    assert len(references_in(["10.5555/1", " ", "https://doi.org/10.5555/1", "10.5555/2"])) == 2
    with pytest.raises(Invalid, match="au plus 10"):
        references_in([f"10.5555/{number}" for number in range(11)])


# Enough to build whatever is pasted, and what one would break out with.
CHARACTERS = st.text(f"{string.printable}é«»–\u2011\u200b٣", max_size=60)
STARTS = st.sampled_from(
    ("", "10.1056/", "https://doi.org/10.1056/", "has-sante.fr/", "https://ansm.sante.fr/x?", "PMID ")
)


@given(start=STARTS, rest=CHARACTERS)
def test_nothing_that_is_accepted_breaks_out_of_its_link(start: str, rest: str) -> None:
    try:
        found = reference_in(f"{start}{rest}")
    except Invalid:
        return
    assert found.address.startswith("https://")
    assert not set(found.address) - set(string.printable)
    assert not set(found.address) & set(" \t\n<>\"'`\\")
    assert len(found.address) <= LONGEST_ADDRESS
    assert len(found.identifier) <= LONGEST_IDENTIFIER
    # Written in one way: what was found is found again.
    assert reference_in(found.address).kind == found.kind or found.kind == "isbn"
