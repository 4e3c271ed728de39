"""The pictures of ``docs/screenshots``: eighteen pages of the demonstration, at two widths, in both themes.

``python tools/screenshots.py`` makes a demonstration in a folder that goes away; ``--base URL`` visits one that runs.
Needs Debian's Chromium.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from toctoc.config.world.cast import MODERATOR, PASSWORD, STARS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, StorageState, ViewportSize

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "screenshots"
PORT, SEED = 8765, 1
LARGEST = 150_000
# Making the world takes about a minute.
PATIENCE = 300.0
SIZES: dict[int, ViewportSize] = {390: {"width": 390, "height": 844}, 1280: {"width": 1280, "height": 720}}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ASKER, PEER = STARS[0].email, STARS[1].email
GRADUATE, AIDE, PATIENT, EMPLOYER = (
    next(star.email for star in STARS if star.role == role)
    for role in ("student_nurse", "home_care_aide", "patient", "home_care_service")
)
# The number is one that the regulator keeps for fiction (Arcep: 06 39 98).
TYPED = (
    "Patiente vue le 12 mars 2026 à Bessines : éruption annulaire sous hydroxychloroquine. Faut-il arrêter ? "
    "Me joindre au 06 39 98 12 34."
)
IN_DANGER = "Je n’en peux plus, je veux mourir ce soir."

POLLED = ("Le matin, avant la première visite", "Le soir", "Au fil de la journée")


def main() -> int:
    """Take every picture; say what each weighs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", metavar="URL", help="a demonstration that runs (default: make one)")
    base = parser.parse_args().base
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.stderr.write("screenshots: Debian's Chromium is not installed\n")
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demonstration() if base is None else given(base) as address, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        heaviest = take_all(browser, address)
        browser.close()
    return int(heaviest > LARGEST)


@contextmanager
def given(base: str) -> Iterator[str]:
    """Visit a demonstration that somebody else started."""
    yield base.rstrip("/")


@contextmanager
def demonstration() -> Iterator[str]:
    """Serve a demonstration of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "toctoc.config.cli", "demo", "--port", str(PORT), "--data", folder]
        # Its log would drown the pictures; its progress bar is written elsewhere.
        served = subprocess.Popen([*command, "--seed", str(SEED)], stdout=subprocess.DEVNULL)
        try:
            wait_for(served)
            yield f"http://127.0.0.1:{PORT}"
        finally:
            served.terminate()
            served.wait()


def wait_for(served: subprocess.Popen[bytes]) -> None:
    """Wait until the pages answer; raise when the program ended before, or after :data:`PATIENCE`."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and served.poll() is None:
        try:
            asked = HTTPConnection("127.0.0.1", PORT, timeout=5)
            asked.request("GET", "/health/ready")
            if asked.getresponse().status == 200:  # noqa: PLR2004 the status that says yes
                return
        except OSError:
            pass
        time.sleep(0.5)
    raise RuntimeError("the demonstration did not start")


def take_all(browser: Browser, base: str) -> int:
    """Take the pictures; return the weight of the heaviest, in bytes."""
    signed_in = {email: sign_in(browser, base, email) for email in (ASKER, PEER, PATIENT, MODERATOR.email)}
    tell(browser, base)
    for email, profession, means in APPLICATIONS:
        apply(browser, base, email, profession, means)
    shots = {**SHOTS, "invitation": ("", at(invite(browser, base)))}
    weights = []
    for name, (email, show) in shots.items():
        for theme in THEMES:
            context = browser.new_context(
                base_url=base, locale="fr-FR", color_scheme=theme, storage_state=signed_in.get(email)
            )
            page = context.new_page()
            for width, size in SIZES.items():
                page.set_viewport_size(size)
                show(page)
                page.mouse.move(0, 0)
                picture = page.screenshot(
                    path=PICTURES / f"{name}-{width}-{theme}.png", animations="disabled", caret="hide"
                )
                weights.append(len(picture))
                print(f"{name}-{width}-{theme}.png {len(picture) / 1000:.0f} kB")
            context.close()
    return max(weights)


def sign_in(browser: Browser, base: str, email: str) -> StorageState:
    """Return what a browser keeps of somebody who signed in."""
    context = browser.new_context(base_url=base, locale="fr-FR")
    page = context.new_page()
    page.goto("/compte/login/")
    page.fill("#id_login", email)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url(lambda address: urlsplit(address).path == "/")
    state = context.storage_state()
    context.close()
    return state


def apply(browser: Browser, base: str, email: str, profession: str, means: str) -> None:
    """Have somebody ask moderators to look at what they are."""
    with browser.new_context(base_url=base, storage_state=sign_in(browser, base, email)) as context:
        page = context.new_page()
        page.goto("/preuves/moderation/")
        page.select_option("select[name=profession]", profession)
        page.check(f"input[name=means][value={means}]")
        page.get_by_role("main").get_by_role("button", name="Envoyer ma demande").last.click()
        page.get_by_role("heading", name="Vos trois mots").wait_for()


def invite(browser: Browser, base: str) -> str:
    """Have an employer attest the work of a team; return the link that it hands out."""
    with browser.new_context(base_url=base, storage_state=sign_in(browser, base, EMPLOYER)) as context:
        page = context.new_page()
        page.goto("/preuves/employeur/invitations")
        page.fill("input[name=label]", "Équipe du matin")
        page.fill("input[name=size]", "20")
        page.get_by_role("button", name="Attester et inviter").click()
        return page.get_by_label("Le même pour toutes ces personnes").input_value()


def tell(browser: Browser, base: str) -> None:
    """Give a notice without an account, which moderators then read."""
    with browser.new_context(base_url=base, locale="fr-FR") as context:
        page = context.new_page()
        page.goto("/decouvrir")
        page.locator("main article.card a[href^='/messages/'] time").first.click()
        page.get_by_role("link", name="Signaler").first.click()
        page.get_by_label("De quoi s’agit-il").select_option("respect")
        page.get_by_label("Expliquez ce qui ne va pas").fill("Ces mots visent une personne de mon service.")
        page.get_by_label("Je pense de bonne foi").check()
        page.get_by_role("button", name="Envoyer le signalement").click()
        page.wait_for_url("**/signaler/suivi/*")


def at(path: str) -> Callable[[Page], object]:
    """Show the page of an address."""
    return lambda page: page.goto(path)


def show_asking(page: Page) -> None:
    """Show a question being written, in which the guard found a date, a village and a number."""
    page.goto("/questions/poser")
    page.fill("textarea[name=text]", TYPED)
    page.locator("#relu .guard").wait_for()
    page.get_by_role("checkbox", name="Traitement", exact=True).check()
    page.evaluate("document.activeElement.blur(); localStorage.clear(); scrollTo(0, 0)")


def show_danger(page: Page) -> None:
    """Show whom to call, while somebody writes that they are in danger."""
    page.goto("/messages/nouveau")
    page.fill("textarea[name=text]", IN_DANGER)
    page.locator("#relu .notice").wait_for()
    page.evaluate("document.activeElement.blur(); localStorage.clear(); scrollTo(0, 0)")


def show_question(page: Page) -> None:
    """Show the newest closed question, with what its asker decided."""
    page.goto("/questions?etat=closed")
    page.locator("main article.card a[href^='/messages/'] time").first.click()
    page.wait_for_url("**/questions/*")


def show_conversation(page: Page) -> None:
    """Show the newest private conversation."""
    page.goto("/conversations")
    page.locator(".talks a").first.click()
    page.wait_for_url("**/conversations/*")


def show_composing(page: Page) -> None:
    """Show a message for one profession being written: who could read it."""
    page.goto("/messages/nouveau")
    page.fill("textarea[name=text]", "Quand faites-vous vos transmissions ?")
    page.locator("input[name=audience][value^='profession:']").first.check()
    page.get_by_text("Sondage", exact=True).click()
    for field, words in zip(page.locator("input[name=poll]").all(), POLLED, strict=False):
        field.fill(words)
    page.evaluate("document.activeElement.blur(); localStorage.clear()")
    page.get_by_text("Qui pourra lire", exact=False).first.evaluate("legend => legend.scrollIntoView()")


def show_notes(page: Page) -> None:
    """Show a lived experience and the note that a professional wrote under it."""
    page.goto("/@maree_basse")
    page.locator("main article.card a[href^='/messages/'] time").first.click()
    page.wait_for_url("**/messages/*")
    page.locator("#notes-titre").evaluate("title => title.scrollIntoView()")


def show_notice(page: Page) -> None:
    """Show the oldest notice as a moderator reads it."""
    page.goto("/moderation/signalements")
    page.locator("main article a[href*='/signalements/']").first.click()
    page.wait_for_url("**/signalements/*")


SHOTS: dict[str, tuple[str, Callable[[Page], object]]] = {
    "welcome": ("", at("/")),
    "home": (PEER, at("/")),
    "questions": (PEER, at("/questions")),
    "question": (PEER, show_question),
    "ask": (ASKER, show_asking),
    "danger": (PATIENT, show_danger),
    "rule": ("", at("/regles/consultation")),
    "profile": (ASKER, at("/@sable_fin")),
    "proofs": (PATIENT, at("/preuves")),
    "seal": (ASKER, at("/@sable_fin/preuve")),
    "queue": (MODERATOR.email, at("/moderation/preuves")),
    "group": (PATIENT, at("/groupes/maladie_au_long_cours")),
    "conversation": (ASKER, show_conversation),
    "compose": (ASKER, show_composing),
    "note": (PATIENT, show_notes),
    "notice": (MODERATOR.email, show_notice),
    "sights": (ASKER, at("/reglages/regards")),
}
# Who asks moderators to look, as what, by which means.
APPLICATIONS = ((GRADUATE, "nurse", "diploma_on_call"), (AIDE, "medical_secretary", "known"))

if __name__ == "__main__":
    sys.exit(main())
