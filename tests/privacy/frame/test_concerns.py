"""What a text does that a rule speaks of, and who writes it to whom."""

from __future__ import annotations

import time

import pytest

from toctoc.privacy.rules.frame import Action, Situation, concerns

PUBLIC = Situation()
PROFESSIONAL = Situation(is_professional=True)


def rules(text: str, situation: Situation = PUBLIC) -> set[str]:
    return {one.rule for one in concerns(text, language="fr", situation=situation)}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("consultation", "Docteur, j’ai mal au genou depuis lundi, dois-je faire une radio ?"),
        ("consultation", "ma fille a 39 de fievre kel sirop je peu lui donner"),
        ("consultation", "Can I take ibuprofen with my blood pressure pills?"),
        ("patient_confirmed", "Merci pour votre avis. Lors de votre opération avec moi, tout était expliqué."),
        ("testimonial", "Je recommande mon dentiste les yeux fermés, il est formidable."),
        ("comparison", "Contrairement à mes confrères, je prends le temps."),
        ("superlative", "Le meilleur dermatologue de la région, c’est lui."),
        ("advertising", "Je vends des gélules, message privé pour les prix."),
        ("miracle_cure", "Cette tisane guérit le cancer en trois semaines."),
        ("named_person", "Le Dr Imaginaire est un charlatan, fuyez."),
        ("minor", "Ma fille de 8 ans a raconté sa journée."),
    ],
)
def test_what_a_rule_speaks_of_is_found(rule: str, text: str) -> None:
    assert rule in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "Quel antibiotique de première ligne pour la cystite simple selon la SPILF ?",
        "Comment vivez-vous votre polyarthrite au travail ?",
        "Dois-je prendre une assurance pour mes remplacements ?",
        "Aucun remède miracle n’existe contre le cancer, méfiez-vous.",
        "Nous ne pouvons pas répondre en public ; le secret professionnel nous en empêche.",
        "L’apixaban fait mieux que la warfarine.",
        "Le congrès de cardiologie se tient à la fin du mois.",
        "J’anime un groupe de parole gratuit le jeudi, ouvert à tous.",
        # Whoever turns to others who live the same asks no carer.
        "Bonjour, on vient de me dire que j’ai un lupus. Par où commencer ?",
        "J’ai un lupus depuis deux ans. Comment faites-vous avec la fatigue ?",
        "Bonjour à tous, je viens d’apprendre que j’ai une sclérose en plaques. Qui d’autre ici ?",
        "I was told last week that I have lupus. Is there anyone else here?",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert rules(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "J’ai de la fièvre sous méthotrexate, qui d’autre ? Dois-je l’arrêter ?",
        "Quelqu’un d’autre a mal au ventre avec la metformine ? Je l’arrête ?",
    ],
)
def test_turning_to_others_hides_no_request(text: str) -> None:
    assert "consultation" in rules(text)


def test_a_professional_who_asks_peers_asks_for_no_consultation() -> None:
    text = "J’ai une patiente fébrile, dois-je prendre un avis ? Quel antibiotique ?"
    assert "consultation" not in rules(text, PROFESSIONAL)


def test_a_closed_answer_confirms_nothing_in_public() -> None:
    text = "Cher patient, votre détartrage du mois dernier s’est bien passé."
    assert "patient_confirmed" in rules(text)
    assert "patient_confirmed" not in rules(text, Situation(is_public=False))


def test_thanks_of_a_patient_are_shown_and_a_professional_is_asked() -> None:
    text = "Je recommande mon dentiste les yeux fermés, il est formidable."
    for situation, action in ((PUBLIC, Action.SHOW), (PROFESSIONAL, Action.ASK)):
        assert {one.action for one in concerns(text, situation=situation) if one.rule == "testimonial"} == {action}


def test_a_concern_says_where_it_stands_and_proposes_words() -> None:
    text = "Bonjour à tous. Notre cabinet est le numéro un de la chirurgie."
    (one,) = concerns(text, situation=PROFESSIONAL)
    assert "numéro un" in text[one.start : one.end]
    assert "Bonjour" not in text[one.start : one.end]
    assert one.proposal.startswith("Spécialiste qualifié")
    (told,) = concerns(text, language="en", situation=PROFESSIONAL)
    assert told.proposal.startswith("A qualified specialist")


@pytest.mark.parametrize("stuff", ["mon fils ", "Dr Aaaa ", "je peux prendre ", "a", "100 % ", "votre dossier "])
def test_time_grows_with_the_text_only(stuff: str) -> None:
    concerns("once", situation=PUBLIC)
    began = time.process_time()
    concerns((stuff * (100_000 // len(stuff) + 1))[:100_000], situation=PUBLIC)
    assert time.process_time() - began < 8
