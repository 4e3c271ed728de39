"""Professions are data: what the French file says, what another country adds, what is refused."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from toctoc.community.models.post import LONGEST_READER
from toctoc.kernel.errors import Invalid
from toctoc.people.rules import audience
from toctoc.people.rules.catalogue import Catalogue, read_catalogue
from toctoc.people.rules.country import LONGEST_SLUG
from toctoc.people.rules.entries import BrokenCountryError
from toctoc.people.rules.professions import (
    COUNTRIES,
    INSTITUTIONS,
    PROFESSIONS,
    SPECIALTIES,
    check_provable,
    employers_may_attest,
    institution_words,
    is_student,
    may_answer,
    needs_register,
    profession_with_code,
    profession_words,
    specialties_of,
    specialty_with_code,
    student_of,
    students,
)

ROOT = Path(__file__).parents[2]
# A country nobody wrote down yet: its own register, a profession of its own, everything else by slugs that are known.
BELGIUM = """
[country]
slug = "be"
french = "Belgique"
english = "Belgium"

[registers.inami]
french = "Institut national d’assurance maladie-invalidité"
english = "National Institute for Health and Disability Insurance"

[professions.doctor]
register = "inami"
codes = { 1 = "Médecin" }

[professions.nursing_assistant]
register = "inami"
codes = { 41 = "Aide-soignant" }

[professions.family_helper]
french = "Aide familiale"
french_plural = "aides familiales"
english = "Family helper"
english_plural = "family helpers"
employers_attest = true
answers = ["aide-a-domicile"]

[students.student_family_helper]
of = "family_helper"
french = "Élève aide familiale"
french_plural = "élèves aides familiales"
english = "Trainee family helper"
english_plural = "trainee family helpers"

[specialties.cardiology]
codes = { 730 = "Cardiologie" }

[institutions.mutual_fund]
french = "Mutualité"
english = "Mutual fund"
"""


def world_of(folder: Path, belgium: str = BELGIUM, name: str = "be.toml") -> Catalogue:
    """Read the French file with another beside it."""
    (folder / "fr.toml").write_bytes((COUNTRIES / "fr.toml").read_bytes())
    (folder / name).write_text(belgium, encoding="utf-8")
    return read_catalogue(folder)


@pytest.mark.parametrize(
    ("code", "slug"),
    [
        ("10", "doctor"),
        ("21", "pharmacist"),
        ("40", "dentist"),
        ("50", "midwife"),
        ("60", "nurse"),
        ("69", "nurse"),
        ("70", "physiotherapist"),
        ("80", "podiatrist"),
        ("91", "speech_therapist"),
        ("93", "psychologist"),
        ("98", "radiographer"),
        ("99", ""),
        ("", ""),
        ("010", ""),
    ],
)
def test_a_code_of_the_national_directory_is_a_profession(code: str, slug: str) -> None:
    assert profession_with_code("fr", code) == slug
    assert profession_with_code("be", code) == ""


def test_whoever_is_still_learning_has_the_code_of_the_profession_and_is_its_student() -> None:
    assert profession_with_code("fr", "10", "E") == "student_doctor"
    assert profession_with_code("fr", "94", "E") == "student_occupational_therapy"
    assert [profession_with_code("fr", "10", category) for category in ("C", "M", "")] == ["doctor"] * 3


@pytest.mark.parametrize(
    ("code", "slug"),
    [
        ("SM04", "cardiology"),
        ("SM15", "dermatology"),
        ("SM26", "general_practice"),
        ("SM53", "general_practice"),
        ("SM54", "general_practice"),
        ("SM42", "psychiatry"),
        ("SCD01", "orthodontics"),
        ("SI04", "advanced_mental_health"),
        ("SM4", ""),
    ],
)
def test_an_official_skill_is_a_specialty_of_its_profession_alone(code: str, slug: str) -> None:
    holders = {profession for profession in PROFESSIONS if slug in {known.slug for known in specialties_of(profession)}}
    found = {profession for profession in PROFESSIONS if specialty_with_code("fr", code, profession) == slug}
    assert found == (holders if slug else set(PROFESSIONS))
    assert len(holders) == bool(slug)


def test_every_specialty_of_a_physician_that_an_order_recognises_is_known() -> None:
    assert all(specialty_with_code("fr", f"SM{number:02}", "doctor") for number in range(1, 96))


@pytest.mark.parametrize(
    ("kind", "profession", "specialty", "field"),
    [
        ("person", "nurse", "dermatology", "specialty"),
        ("person", "student_doctor", "dermatology", "specialty"),
        ("person", "doctor", "voyance", "specialty"),
        ("person", "hospital", "", "profession"),
        ("organisation", "doctor", "", "profession"),
        ("organisation", "hospital", "dermatology", "specialty"),
    ],
)
def test_nobody_is_what_no_list_says(kind: str, profession: str, specialty: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_provable(kind, profession, specialty)
    assert refused.value.field == field


def test_slugs_that_rows_already_hold_stay() -> None:
    assert set(PROFESSIONS) >= {
        "doctor", "nurse", "midwife", "physiotherapist", "pharmacist", "dentist", "home_care_aide",
        "nursing_assistant", "psychologist", "speech_therapist", "dietitian", "occupational_therapist", "podiatrist",
        "orthoptist", "carer", "medical_secretary",
    }  # fmt: skip
    assert set(SPECIALTIES) >= {
        "general_practice", "cardiology", "dermatology", "paediatrics", "geriatrics", "gynaecology", "psychiatry",
        "neurology", "pulmonology", "rheumatology", "endocrinology", "gastroenterology", "nephrology", "urology", "ent",
        "ophthalmology", "infectious_diseases", "allergology", "oncology", "haematology", "emergency_medicine",
        "palliative_care", "addictology", "radiology", "anaesthesiology", "surgery",
    }  # fmt: skip
    assert set(INSTITUTIONS) >= {"hospital", "clinic", "nursing_home", "home_care_service", "school", "association"}


def test_who_has_a_number_and_whose_employer_may_say_so() -> None:
    assert needs_register("doctor")
    assert needs_register("psychologist")
    assert not employers_may_attest("doctor")
    for slug in ("home_care_aide", "carer", "medical_secretary", "nursing_assistant", "student_doctor"):
        assert employers_may_attest(slug)
        assert not needs_register(slug)
    assert not employers_may_attest("sorcier")
    assert not needs_register("sorcier")
    for slug in PROFESSIONS:
        assert needs_register(slug) != employers_may_attest(slug), f"{slug} has one way in, and one alone"


def test_every_profession_has_its_students() -> None:
    for slug, profession in PROFESSIONS.items():
        assert is_student(slug) == bool(profession.learns) == slug.startswith("student_")
        assert profession.learns or student_of(slug) in students()
    assert profession_words("student_doctor", "", "fr") == "Étudiant·e en médecine"
    assert student_of("student_doctor") == ""
    assert not is_student("sorcier")


def test_specialties_belong_to_professions() -> None:
    assert {"theatre_nursing", "advanced_emergency"} <= {s.slug for s in specialties_of("nurse")}
    assert "oral_surgery" in {s.slug for s in specialties_of("doctor")} & {s.slug for s in specialties_of("dentist")}
    assert specialties_of("carer") == ()


def test_what_is_asked_of_whom() -> None:
    assert may_answer("doctor", "diagnostic")
    assert may_answer("home_care_aide", "aide-a-domicile")
    assert not may_answer("home_care_aide", "diagnostic")
    assert not may_answer("student_doctor", "traitement")
    assert not may_answer("", "diagnostic")
    assert not may_answer("sorcier", "diagnostic")


def test_words_are_complete_and_each_says_something_else() -> None:
    for language in ("french", "english", "french_plural", "english_plural"):
        words = [getattr(profession, language) for profession in PROFESSIONS.values()]
        assert all(words)
        assert len(set(words)) == len(words), language
    assert institution_words("hospital", "en") == "Hospital"


def test_the_longest_slug_fits_its_columns() -> None:
    longest = [letter * LONGEST_SLUG for letter in "wxyz"]
    assert len(longest) == audience.MOST_PROFESSIONS
    assert len(audience.profession_audience(*longest)) <= audience.LONGEST
    assert len(audience.profession_audience(longest[0])) <= LONGEST_READER
    assert all(len(slug) <= LONGEST_SLUG for slug in (*PROFESSIONS, *SPECIALTIES, *INSTITUTIONS))


def test_another_country_adds_its_own_in_one_file(tmp_path: Path) -> None:
    book = world_of(tmp_path)
    assert book.by_code["be", "1"] == book.by_code["fr", "10"] == "doctor"
    assert book.professions["doctor"].french == "Médecin"
    assert book.specialty_by_code["be", "730"] == "cardiology"
    assert book.professions["family_helper"].answers == frozenset({"aide-a-domicile"})
    assert book.student_of["family_helper"] == "student_family_helper"
    assert book.institutions["mutual_fund"].english == "Mutual fund"
    assert "nursing_assistant" in book.registered, "a register somewhere gives them a number"
    assert ("be", "E") not in book.student_categories
    assert list(book.professions)[: len(PROFESSIONS)] == list(PROFESSIONS), "forms keep their order"


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('register = "inami"', 'regster = "inami"', "be.toml, professions.doctor: unknown field 'regster'"),
        ("[registers.inami]", "[registres.inami]", "unknown register 'inami'"),
        ("[institutions.mutual_fund]", "[institutions.nurse]", "nurse: a profession and an institution"),
        ("[institutions.mutual_fund]", "[institution.mutual_fund]", "be.toml: unknown field 'institution'"),
        ('register = "inami"', 'register = "rpps"', "be.toml, professions.doctor: unknown register 'rpps'"),
        ("family_helper]", "nurse]", "be.toml, professions.nurse: this slug is said in words already"),
        ("[professions.doctor]", "[professions.wizard]", "professions.wizard: no country read so far says it in words"),
        ("[specialties.cardiology]", "[specialties.magic]", "be.toml, specialties.magic: no country"),
        ("{ 41 =", "{ 1 =", "be.toml, professions.nursing_assistant: code '1' is that of 'doctor' already"),
        ('of = "family_helper"', 'of = "wizard"', "students.student_family_helper: unknown profession 'wizard'"),
        ('of = "family_helper"', 'of = "doctor"', "students.student_family_helper: 'doctor' has students already"),
        (
            "codes = { 730",
            'of = ["doctor"]\ncodes = { 730',
            "specialties.cardiology: the country that says it in words",
        ),
        (
            "[specialties.cardiology]",
            '[specialties.magic]\nof = ["wizard"]\nfrench = "magie"\nenglish = "magic"',
            "specialties.magic: unknown profession 'wizard'",
        ),
        (
            "[specialties.cardiology]",
            '[specialties.magic]\nfrench = "magie"\nenglish = "magic"',
            "of which professions",
        ),
        ("codes = { 1 =", "employers_attest = true\ncodes = { 1 =", "professions.doctor: only the country that says"),
        (
            'french = "Élève aide familiale"\nfrench_plural = "élèves aides familiales"\n',
            "",
            "field 'french' should be",
        ),
        ("[students.student_", "[students.", "students.family_helper: a student's slug begins with 'student_'"),
        ("[professions.family_helper]", "[professions.student_x]", "a student belongs to the table of students"),
        ("[professions.family_helper]", f"[professions.{'x' * 30}]", "at most 29 characters, this one 30"),
        ("[professions.family_helper]", "[professions.aide-familiale]", "small letters without accents"),
        ('french = "Aide familiale"', 'french = " "', "professions.family_helper: field 'french' should be a text"),
        ('french = "Aide familiale"', "french = 3", "professions.family_helper: field 'french' should be a text"),
        ('english_plural = "family helpers"', "", "field 'english_plural' should be a text"),
        ("employers_attest = true", 'employers_attest = "yes"', "field 'employers_attest' should be true or false"),
        ('answers = ["aide-a-domicile"]', 'answers = "tout"', "field 'answers' should be a list of texts"),
        ('["aide-a-domicile"]', '["a", "a"]', "field 'answers' says the same thing twice"),
        ('codes = { 1 = "Médecin" }', 'codes = ["1"]', "field 'codes' should give each code its official label"),
        ('codes = { 1 = "Médecin" }', "codes = { 1 = 2 }", "field 'codes' should give each code its official label"),
        ('slug = "be"', 'slug = "nl"', "be.toml, country: its slug should be 'be', the name of the file"),
        ('english = "Belgium"', 'english = "Belgium"\ncapital = "x"', "be.toml, country: unknown field 'capital'"),
        ("[institutions.mutual_fund]", "[institutions]\nmutual_fund = 3\n[x]", "institutions.mutual_fund: should be"),
        ("[institutions.mutual_fund]", "[[institutions]]", "be.toml: 'institutions' should be a table"),
        ("[institutions.mutual_fund]", "[professions.doctor]", r"be.toml: Cannot declare .*doctor"),
        ("[country]", "[country", "be.toml: Expected"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused_with_its_name_and_entry(
    tmp_path: Path, before: str, after: str, sentence: str
) -> None:
    assert before in BELGIUM
    with pytest.raises(BrokenCountryError, match=sentence.replace("(", re.escape("("))) as refused:
        world_of(tmp_path, BELGIUM.replace(before, after, 1))
    assert str(refused.value).endswith(".")


def test_an_installed_package_brings_its_countries(tmp_path: Path) -> None:
    build = f"from flit_core.buildapi import build_wheel; print(build_wheel({str(tmp_path)!r}))"
    made = subprocess.run([sys.executable, "-c", build], cwd=ROOT, capture_output=True, text=True, check=True)
    with zipfile.ZipFile(tmp_path / made.stdout.strip()) as wheel:
        wheel.extractall(tmp_path / "installed")
    ask = "from toctoc.people.rules import professions as p; print(p.__file__, p.profession_with_code('fr', '10'))"
    said = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
        check=True,
    )
    file, slug = said.stdout.split()
    assert Path(file).is_relative_to(tmp_path)
    assert slug == "doctor"
