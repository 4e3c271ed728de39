"""A home-care aide invited by an employer, on a small phone: from the letter to what only professionals read."""

from __future__ import annotations

import re
import time
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.test_journey import fill_in_question, knock
from tests.browser.tour import AXE, SMALL
from tests.config.program import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTH = 360
SECRET = "Qui a déjà vu un lever difficile à deux après une chute ?"


def letter_to(folder: Path, address: str, pattern: str) -> str:
    """Wait for a letter to an address that holds ``pattern``; return what its group found."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for kept in sorted(folder.glob("mail/*.eml")):
            letter = message_from_bytes(kept.read_bytes(), policy=policy.default)
            body = letter.get_body()
            found = re.search(pattern, body.get_content(), re.MULTILINE) if body and letter["To"] == address else None
            if found is not None:
                return found[1]
        time.sleep(0.1)
    raise AssertionError(f"No letter to {address}.")


def check(page: Page, *, scripts: bool) -> None:
    """Hold a page to its width and, where scripts run, to what axe and a thumb ask."""
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, page.url
    if scripts:
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(AXE) == [], page.url
        assert page.evaluate(SMALL) == [], page.url


def invite(house: House, addresses: list[str], *, scripts: bool) -> None:
    """Have the employer attest five people, on the same small screen."""
    page = house.page("tilleuls", "/preuves", scripts=scripts)
    page.set_viewport_size({"width": WIDTH, "height": 740})
    check(page, scripts=scripts)
    page.get_by_role("link", name="Inviter").click()
    page.fill("input[name=label]", "Équipe du matin")
    page.select_option("select[name=profession]", "home_care_aide")
    page.select_option("select[name=term]", index=1)
    page.locator("input[name=way][value=liste]").check()
    page.fill("textarea[name=addresses]", "\n".join(addresses))
    check(page, scripts=scripts)
    page.get_by_role("button", name="Attester et inviter").click()
    expect(page.locator("main")).to_contain_text("Moins de 5 sur 5 utilisées")
    check(page, scripts=scripts)
    page.get_by_role("link", name="Dire qu’une personne est partie").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Une de ces personnes est partie")
    check(page, scripts=scripts)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_home_care_aide_accepts_on_a_phone_and_reads_what_is_for_professionals(house: House, scripts: bool) -> None:  # noqa: FBT001 a parameter
    name = "lilas_avec" if scripts else "lilas_sans"
    address = f"{name}@exemple.test"
    asking = house.page("ruisseau", "/")
    fill_in_question(asking, SECRET)
    question = knock(asking)
    invite(house, [address, *(f"{name}{number}@exemple.test" for number in range(4))], scripts=scripts)

    context = house.browser.new_context(
        base_url=house.origin,
        locale="fr-FR",
        viewport={"width": WIDTH, "height": 740},
        java_script_enabled=scripts,
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    link = letter_to(house.server.folder, address, r"(http://\S+/preuves/employeur/invitation/\S+)")
    page.goto(link)
    assert page.url == f"{house.origin}/preuves/employeur/invitation"
    expect(page.locator("main")).to_contain_text("« Tilleuls » atteste votre métier")
    check(page, scripts=scripts)
    page.get_by_role("link", name="S’inscrire").click()
    expect(page.locator("#id_email")).to_be_visible()
    check(page, scripts=scripts)
    page.fill("#id_email", address)
    page.fill("#id_password1", "lanterne-bleue-7")
    page.fill("#id_handle", name)
    page.get_by_role("main").get_by_role("button", name="S’inscrire").click()
    page.fill("#id_code", letter_to(house.server.folder, address, r"^([A-Z0-9]{4}-?[A-Z0-9]{4}|[A-Z0-9-]{6,9})$"))
    page.get_by_role("main").get_by_role("button", name="Confirmer").first.click()
    page.wait_for_url("**/preuves/employeur/invitation")
    # This place reads every sign-up; the letter's link still serves once it has answered.
    expect(page.locator("main")).to_contain_text("Votre inscription attend une réponse")
    moderating = house.page("vigie", "/moderation")
    moderating.get_by_role("button", name="Accepter").first.click()
    expect(moderating.locator("main")).to_contain_text("Inscription acceptée")
    page.goto(link)
    missing = context.request.get(f"/questions/{question}")
    assert missing.status == 404
    check(page, scripts=scripts)
    page.get_by_role("button", name="Accepter l’attestation").click()
    page.wait_for_url(f"**/@{name}/preuve")
    expect(page.locator("main")).to_contain_text("Un employeur ou une association")
    expect(page.locator("main")).not_to_contain_text("Tilleuls")
    check(page, scripts=scripts)
    page.goto(f"/@{name}")
    expect(page.locator("main .seal").first).to_contain_text("Aide à domicile")
    page.goto(f"/questions/{question}")
    expect(page.locator("main")).to_contain_text(SECRET)
    check(page, scripts=scripts)
    context.close()
