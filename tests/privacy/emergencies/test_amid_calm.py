"""One clear sentence of danger shows, wherever it stands in a long text of calm sentences."""

from __future__ import annotations

import pytest

from toctoc.privacy.rules.emergencies import cards
from toctoc.privacy.rules.frame import Situation, concerns

CALM = (
    (
        "Nous avons passé le dimanche au jardin. Les tomates poussent bien, les haricots un peu moins. La voisine "
        "nous a apporté des confitures."
    ),
    (
        "J’ai repris le vélo pour aller au travail. Le matin il y a peu de monde sur la piste. Je mets vingt minutes "
        "de plus, mais j’arrive de bonne humeur et je lis moins mon téléphone."
    ),
    (
        "Bonjour à toutes et à tous. Je me présente : j’habite près de la mer, j’aime la musique ancienne et les "
        "longues marches. Je chante dans une chorale le mardi. Nous préparons un concert pour le printemps. Il nous "
        "manque encore deux ténors, alors si cela vous tente, venez essayer."
    ),
    (
        "Le groupe s’est réuni jeudi. Nous étions douze autour de la table, avec du thé et des gâteaux. Chacun a "
        "raconté sa semaine. On a parlé du bus qui change d’horaire, de la bibliothèque qui ferme plus tôt et du "
        "marché de Noël. La prochaine fois, Odile apporte son jeu de cartes. Nous verrons aussi qui garde la clé de "
        "la salle pendant les vacances, et qui s’occupe du café."
    ),
    (
        "Merci pour vos messages de bienvenue. Depuis l’automne je prends des cours de dessin dans une petite école. "
        "Le professeur est patient, il nous fait dessiner des chaises, des bouteilles et des mains. Au début je "
        "n’osais pas montrer mes feuilles. Maintenant je les accroche dans le couloir. Mes enfants se moquent un peu, "
        "puis ils demandent des crayons. Samedi nous irons tous ensemble au musée. Il paraît que l’entrée est "
        "gratuite le premier dimanche du mois. Nous mangerons un sandwich sur les marches, comme l’an dernier. Le "
        "soir, il y aura une fête chez ma cousine, avec son accordéon. Elle joue faux, et personne ne le lui dit. "
        "Ensuite il faudra rentrer tôt, car le lendemain tout le monde travaille."
    ),
    (
        "Hello everyone. The weather has been lovely this week. We painted the fence and planted some bulbs. My "
        "neighbour lent us his ladder."
    ),
    (
        "I have started a new book about trains. It is long, and I read ten pages each evening with a cup of tea. The "
        "library is ten minutes away on foot. They have a quiet room upstairs with big windows. On Fridays a small "
        "group meets there to knit and to talk about films. I may join them after the holidays."
    ),
    (
        "Pour l’atelier de samedi, pensez à prendre un tablier et une gourde. La salle ouvre à neuf heures. Le "
        "parking derrière la mairie est gratuit."
    ),
)
DANGERS = (
    ("vital", "Mon mari ne respire plus."),
    ("vital", "Ma mère a une douleur dans la poitrine qui serre et elle transpire beaucoup."),
    ("vital", "Il ne peut plus lever le bras droit et sa bouche est de travers."),
    ("vital", "Ma fille convulse depuis dix minutes."),
    ("vital", "Je perds beaucoup de sang."),
    ("vital", "My father has collapsed and is not breathing."),
    ("vital", "Mon bébé est tout bleu et il ne réagit plus."),
    ("suicide", "Elle veut se suicider ce soir."),
    ("suicide", "Je veux mourir."),
    ("suicide", "Je n’ai plus envie de vivre."),
    ("suicide", "Mon frère dit qu’il va se tuer."),
    ("suicide", "J’ai pris toute la boîte de somnifères et je ne veux plus vivre."),
    ("suicide", "I want to kill myself."),
    ("suicide", "Je veux en finir avec la vie."),
    ("children", "Mon beau-père me touche le soir."),
    ("children", "Mon papa me frappe avec sa ceinture."),
    ("children", "La voisine frappe son bébé."),
    ("children", "J’ai secoué mon bébé."),
    ("children", "My stepdad touches me at night."),
    ("children", "Mon oncle me force à le toucher."),
    ("violence", "Mon mari me frappe."),
    ("violence", "Il m’a étranglée hier soir."),
    ("violence", "J’ai été violée cette nuit."),
    ("violence", "Mon compagnon menace de me tuer."),
    ("violence", "My boyfriend beats me."),
    ("violence", "Mon ex me suit et me menace de mort."),
    ("poison", "Mon fils a avalé de la javel."),
    ("poison", "J’ai pris deux fois ma dose de méthotrexate."),
    ("poison", "Ma fille a mangé des baies dans le parc."),
    ("poison", "J’ai pris toute la boîte de somnifères."),
    ("poison", "My son swallowed a button battery."),
    ("poison", "Le petit a bu du produit lave-vaisselle."),
)
REQUESTS = (
    "Docteur, j’ai mal au genou depuis lundi, dois-je faire une radio ?",
    "Est-ce que je peux prendre de l’ibuprofène avec mon traitement pour la tension ?",
    "Can I take ibuprofen with my blood pressure pills?",
    "Ma fille a 39 de fièvre, quel sirop puis-je lui donner ?",
    "J’ai des boutons rouges sur les bras, qu’est-ce que c’est ?",
    "Est-ce que je dois arrêter mon traitement ?",
    "My knee is swollen, should I see a doctor or wait?",
    "Quelle dose de paracétamol pour un enfant de 12 kg ?",
)
PLACES = ("first", "middle", "last")


def amid(sentence: str, turn: int, place: str) -> str:
    """Return a text of calm paragraphs in which the sentence stands alone: first, in the middle or last."""
    before, after = CALM[turn % len(CALM)], CALM[(turn * 3 + 1) % len(CALM)]
    around = {
        "first": (sentence, before, after),
        "middle": (before, sentence, after),
        "last": (before, after, sentence),
    }
    return ("\n\n" if turn % 3 == 0 else " ").join(around[place])


@pytest.mark.parametrize("text", CALM)
def test_calm_paragraphs_call_for_nothing(text: str) -> None:
    assert 100 <= len(text) <= 900
    assert cards(text) == ()
    assert concerns(text, situation=Situation()) == []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("turn", "slug", "sentence"), [(at, *one) for at, one in enumerate(DANGERS)])
def test_one_sentence_of_danger_shows_amid_calm_ones(turn: int, slug: str, sentence: str, place: str) -> None:
    assert slug in cards(amid(sentence, turn, place))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("turn", "sentence"), list(enumerate(REQUESTS)))
def test_one_request_shows_amid_calm_sentences(turn: int, sentence: str, place: str) -> None:
    found = {one.rule for one in concerns(amid(sentence, turn, place), situation=Situation())}
    assert "consultation" in found


@pytest.mark.parametrize(("turn", "slug", "sentence"), [(at, *one) for at, one in enumerate(DANGERS)])
def test_one_sentence_shows_within_one_paragraph(turn: int, slug: str, sentence: str) -> None:
    calm = CALM[turn % len(CALM)].split(". ")
    calm.insert(len(calm) // 2, sentence.removesuffix("."))
    assert slug in cards(". ".join(calm))


@pytest.mark.parametrize(
    "calm",
    ["Sinon au jardin tout va bien.", "Le chat va mieux, merci.", "J’ai lu un roman.", "Nous avons vu un film drôle."],
)
def test_what_is_said_of_something_else_hides_no_danger(calm: str) -> None:
    for sentence in ("Mon frère dit qu’il va se tuer.", "Elle veut se suicider ce soir."):
        assert "suicide" in cards(f"{sentence} {CALM[0]} {calm}")
        assert "suicide" in cards(f"{calm} {CALM[0]} {sentence}")


def test_two_dangers_in_one_message_both_show() -> None:
    text = "J’ai pris toute la boîte de somnifères et je ne veux plus vivre. Je n’en peux plus, je veux mourir ce soir."
    assert cards(text) == ("suicide", "poison")
