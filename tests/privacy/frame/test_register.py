"""The register of rules: what speaks, who changes it, what is kept of a change, who may."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import SignedIn, person, signed_in
from toctoc.moderation.models import LogLine
from toctoc.moderation.models.log_line import Verb
from toctoc.people.models import Account, Actor
from toctoc.privacy.models import Rule, RuleCount, RuleVersion
from toctoc.privacy.queries import register, rule_by
from toctoc.privacy.rules.frame import Action, Situation
from toctoc.privacy.rules.frame.packaged import PACKAGED
from toctoc.privacy.services.frame import count, situation_of, weigh

pytestmark = pytest.mark.django_db

ASKED = "J’ai 39 de fièvre depuis hier, dois-je prendre un antibiotique ?"
PRAISE = "Notre cabinet est le numéro un de la chirurgie réfractive."
PAGE = "/administration/regles/consultation"


@pytest.fixture
def keeper(db: None) -> SignedIn:
    """An administrator at a browser."""
    actor = person("gardien")
    assert actor.account is not None
    actor.account.is_superuser = True
    actor.account.save()
    return signed_in(actor)


def typed(**changes: str) -> dict[str, str]:
    rule = rule_by("consultation")
    names = ("title_fr", "title_en", "text_fr", "text_en", "source", "address", "action", "proposal_fr", "proposal_en")
    form = {name: str(getattr(rule, name)) for name in names}
    form |= {"dated": rule.dated.isoformat(), "is_active": "on", "why": "Plus clair.", "vu": str(rule.version)}
    return form | {"cle": f"cle {rule.version} {sorted(changes.items())}"} | changes


def change(browser: SignedIn, **changes: str) -> int:
    form = typed(**changes)
    if form["is_active"] == "":
        del form["is_active"]
    return browser.client.post(PAGE, form).status_code


def test_the_register_speaks_as_packaged_until_somebody_changes_it(avril: Actor) -> None:
    assert [rule.slug for rule in register()] == list(PACKAGED)
    assert not Rule.objects.exists()
    (one,) = weigh(ASKED, avril, Situation())
    assert (one.rule, one.action, one.address) == ("consultation", Action.ASK, "/regles/consultation")


def test_what_an_administrator_decides_counts(avril: Actor, keeper: SignedIn) -> None:
    assert change(keeper, action="refuse", title_fr="Pas de consultation ici") == 302
    (one,) = weigh(ASKED, avril, Situation())
    assert (one.is_refused, one.title) == (True, "Pas de consultation ici")


def test_a_rule_at_rest_says_nothing(avril: Actor, keeper: SignedIn) -> None:
    assert change(keeper, is_active="", is_sure="on") == 302
    assert weigh(ASKED, avril, Situation()) == []


@pytest.mark.parametrize("weaker", [{"is_active": ""}, {"action": "show"}])
def test_a_rule_that_guards_less_is_confirmed_first_and_noted(
    avril: Actor, keeper: SignedIn, weaker: dict[str, str]
) -> None:
    form = typed(**weaker)
    form = {name: value for name, value in form.items() if value}
    asked = keeper.client.post(PAGE, form)
    assert asked.status_code == 422
    page = asked.content.decode()
    assert "Ce qui sera moins protégé" in page
    assert f"{len(PACKAGED) - 1} sur {len(PACKAGED)}" in page
    assert weigh(ASKED, avril, Situation())[0].action == Action.ASK
    assert not LogLine.objects.exists()
    assert keeper.client.post(PAGE, form | {"is_sure": "on", "cle": "sure"}).status_code == 302
    line = LogLine.objects.get()
    assert (line.verb, line.about, line.account_id) == (Verb.RULE_WEAKER, "rule:consultation", keeper.actor.account_id)
    assert line.why == "Plus clair."
    # Back as it was, or stronger, needs no second look.
    assert change(keeper, is_active="on", action="refuse") == 302
    assert LogLine.objects.order_by("pk").last().verb == Verb.RULE  # type: ignore[union-attr]


XSS = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def test_no_text_of_a_rule_becomes_a_page(avril: Actor, keeper: SignedIn) -> None:
    names = ("title_fr", "title_en", "text_fr", "text_en", "source", "proposal_fr", "proposal_en", "why")
    assert change(keeper, **dict.fromkeys(names, XSS)) == 302
    assert rule_by("consultation").title_fr == XSS
    writing = {"text": ASKED, "audience": "public", "cle": "x"}
    pages = [
        *(
            keeper.client.get(path)
            for path in ("/administration/regles", PAGE, "/regles/consultation", "/regles/cadre")
        ),
        signed_in(avril).client.post("/messages/nouveau", writing),
        signed_in(avril).client.post("/messages/relire", writing),
    ]
    for page in pages:
        told = page.content.decode()
        assert "&lt;script&gt;alert(1)" in told
        assert "<script>alert" not in told
        assert "<img src=x" not in told
    assert change(keeper, address="javascript:alert(1)") == 422
    change(keeper, address='https://a.test/"onmouseover="alert(1)')
    assert '"onmouseover=' not in Client().get("/regles/consultation").content.decode()


def test_every_version_stays_with_who_made_it_and_why(keeper: SignedIn) -> None:
    change(keeper, title_fr="Un autre titre", why="L’ancien était obscur.")
    first, second = RuleVersion.objects.order_by("number")
    assert (first.number, first.changed_by, first.fields["title_fr"]) == (1, None, PACKAGED["consultation"].title[0])
    assert (second.number, second.changed_by, second.changed) == (2, keeper.actor.account, ["title_fr"])
    public = Client().get("/regles/consultation").content.decode()
    assert "L’ancien était obscur." in public
    assert "gardien@exemple.test" not in public
    assert "gardien@exemple.test" in keeper.client.get(PAGE).content.decode()


def test_two_tabs_do_not_overwrite_each_other(keeper: SignedIn) -> None:
    stale = typed(title_fr="Depuis le second onglet")
    change(keeper, title_fr="Depuis le premier onglet")
    answer = keeper.client.post(PAGE, stale)
    assert answer.status_code == 409
    assert "Depuis le second onglet" in answer.content.decode()
    assert rule_by("consultation").title_fr == "Depuis le premier onglet"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"why": " "}, "why"), ({"title_en": ""}, "title_en"), ({"address": "http://a.test"}, "address")],
)
def test_a_change_says_all_it_must(keeper: SignedIn, changes: dict[str, str], field: str) -> None:
    answer = keeper.client.post(PAGE, typed(**changes))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_outsiders_learn_of_nothing(ruisseau: Actor, vigie: Account) -> None:
    for client in (Client(), signed_in(ruisseau).client, signed_in(Actor.objects.get(account=vigie)).client):
        assert client.get("/administration/regles").status_code == 404
        assert client.get(PAGE).status_code == 404
        assert client.post(PAGE, typed(title_fr="Volé")).status_code == 404
    assert not RuleVersion.objects.exists()


def test_everybody_reads_the_rules_their_source_and_their_figures() -> None:
    count(shown=["superlative", "superlative"], kept=["superlative"])
    count(shown=["superlative"], reworded=["superlative"])
    page = Client().get("/regles/superlative").content.decode()
    assert "R.4127-19-1" in page
    row = RuleCount.objects.get()
    assert (row.shown, row.kept, row.reworded) == (2, 1, 1)
    assert "<dd>2</dd>" in page
    listed = Client().get("/regles/cadre").content.decode()
    assert all(f"/regles/{slug}" in listed for slug in PACKAGED)
    assert Client().get("/regles/absente").status_code == 404


def test_no_page_says_that_the_law_forbids_a_consultation_from_afar() -> None:
    assert all("interdit en France" not in " ".join((*rule.text, *rule.title)) for rule in PACKAGED.values())
    assert "n’est pas une téléconsultation" in PACKAGED["consultation"].text[0]


def test_only_what_is_sent_is_counted(avril: Actor) -> None:
    weigh(ASKED, avril, Situation())
    assert not RuleCount.objects.exists()
    weigh(ASKED, avril, Situation(), is_final=True)
    assert RuleCount.objects.get().shown == 1


def test_what_binds_professionals_is_only_shown_to_others(avril: Actor, ruisseau: Actor) -> None:
    for writer, action in ((avril, Action.SHOW), (ruisseau, Action.ASK)):
        found = weigh(PRAISE, writer, situation_of(writer, "public"))
        assert [(one.rule, one.action) for one in found if one.rule == "superlative"] == [("superlative", action)]


def test_a_situation_follows_from_the_proof_and_the_audience(avril: Actor, ruisseau: Actor) -> None:
    assert situation_of(ruisseau, "professionals", is_reply=True) == Situation(
        is_professional=True, to_professionals=True, is_public=False, is_reply=True
    )
    assert situation_of(avril, "public") == Situation()
