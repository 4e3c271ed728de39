"""Every page, visited once by whom it is for; what was seen there is judged by the tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.questioned import LEARNED

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, ViewportSize

    from tests.browser.conftest import House

PHONE: ViewportSize = {"width": 390, "height": 844}
# A page read at four times its size on a desk (WCAG 2.2, 1.4.10).
NARROW: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 900}
STRANGER, PROFESSIONAL, MODERATOR = "", "carrelet", "vigie"
# Two questions wait for the first on what was sent without them; the second looks after the register of rules.
ASKED, ADMINISTRATOR = "ruisseau", "clavier"
APPLICANT, DOUBTED, INSTITUTION = "dehors", "bergeronnette", "tilleuls"
# Reads and writes with an app, as one of two actors.
CONNECTED = "martinet"
ASKING_IN = "/oauth/authorize?response_type=code&client_id=pinson&scope=read+write+push&redirect_uri="
SHOWN_CODE, BACK_TO_APP = "urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob", "pinson%3A%2F%2Fretour"
ASKED_WRONGLY = f"{ASKING_IN}{BACK_TO_APP}".replace("read", "admin")
PAGES: dict[str, tuple[str, ...]] = {
    STRANGER: (
        "/",
        "/decouvrir",
        "/compte/login/",
        "/compte/signup/",
        "/compte/password/reset/",
        "/a-propos",
        "/regles",
        "/mentions-legales",
        "/confidentialite",
        "/accessibilite",
        "/conservation",
        "/regles/cadre",
        "/regles/consultation",
        "/messages/{danger}",
        "/questions",
        "/questions/{question}",
        "/questions/{sealed}",
        "/questions/relayees",
        "/fiches",
        "/fiches/{sheet}",
        "/messages/{thread}",
        "/@carrelet",
        "/@carrelet/preuve",
        "/preuves/voies",
        "/preuves/employeur/invitation",
        "/messages/{thread}/notes",
        "/notes/regle",
        "/messages/{poll}",
        "/messages/{picture}",
        "/recherche?q=toxidermie",
        "/signaler",
        "/signaler?objet=post:{thread}",
        "/moderation/chiffres",
        "/moderation/intrus",
        "/moi",
        "/nulle-part",
        "/@martinet/abonnes",
        "/oauth/authorize",
        ASKED_WRONGLY,
        "/oauth/adresse/perdue",
    ),
    CONNECTED: (
        f"{ASKING_IN}{BACK_TO_APP}",
        f"{ASKING_IN}{SHOWN_CODE}&force_login=true",
        "/reglages/applications",
        "/reglages/choix",
        "/reglages/demandes",
        "/reglages/mots",
        "/reglages/images",
        "/reglages/images/header/{banner}",
        "/reglages/filtres",
        "/reglages/filtres/{filter}",
        "/mots/entorse",
        "/@martinet",
        "/@martinet/abonnes",
        "/@martinet/abonnements",
        "/questions/{opened}/ouverte",
    ),
    PROFESSIONAL: (
        "/",
        "/decouvrir",
        "/questions/poser",
        "/questions",
        "/questions?etat=consensus&theme=vaccin",
        "/questions/{question}",
        "/questions/{question}/proches",
        "/questions/{invited}",
        "/questions/{invited}/pourquoi-moi",
        "/questions/{sealed}",
        "/questions/{survey}",
        "/questions/courriels",
        "/questions/relayees",
        "/fiches",
        "/fiches/{sheet}/versions",
        "/fiches/{reviewed}",
        "/tours-de-garde",
        "/tours-de-garde/{pool}",
        "/reglages/disponibilite",
        "/groupes",
        "/groupes/nouveau",
        "/groupes/{group}",
        "/groupes/{group}/membres",
        "/groupes/{group}/demandes",
        "/groupes/{group}/reglages",
        "/groupes/{group}/page",
        "/groupes/{group}/page/modifier",
        "/groupes/{group}/page/versions",
        "/groupes/{group}/rendez-vous",
        "/groupes/{group}/rendez-vous/nouveau",
        "/groupes/{group}/rendez-vous/{event}",
        "/groupes/{group}/quitter",
        "/messages/{thread}",
        "/messages/nouveau",
        "/medias/{label}/masques",
        "/messages/{thread}/notes",
        "/vecu/nouveau",
        "/comme-moi",
        "/decouvrir?voix=practice",
        "/messages/{reply}/modifier",
        "/messages/{reply}/supprimer",
        "/messages/{reply}/versions",
        "/messages/{poll}",
        "/messages/{poll}/sondage",
        "/messages/{picture}",
        "/fichiers/{file}",
        "/conversations",
        "/conversations/demandes",
        "/conversations/nouvelle",
        "/conversations/{talk}",
        "/conversations/{talk}/signaler",
        "/conversations/{request}",
        "/recherche",
        "/recherche?q=toxidermie",
        "/recherche?q=personneneditcela",
        "/brouillons",
        "/listes",
        "/listes/{roster}",
        "/signaler?objet=post:{thread}",
        "/avis",
        "/gardes",
        "/mots/toxidermie",
        "/moi",
        "/@ruisseau",
        "/@ruisseau/preuve",
        "/@carrelet",
        "/preuves/retirer",
        "/preuves/attestations",
        "/preuves/confreres/{secret}",
        "/reglages",
        "/reglages/profil",
        "/reglages/acteurs",
        "/reglages/avis",
        "/reglages/blocages",
        "/reglages/filtres",
        "/reglages/bouclier",
        "/reglages/recherche",
        "/reglages/donnees",
        "/reglages/consentements",
        "/reglages/regards",
        "/reglages/applications",
        "/reglages/demandes",
        "/reglages/mots",
        "/reglages/images",
        f"{ASKING_IN}{BACK_TO_APP}",
        "/compte/email/",
        "/compte/password/change/",
        "/compte/2fa/",
        "/compte/2fa/totp/activate/",
        "/compte/2fa/webauthn/add/",
        "/compte/logout/",
    ),
    APPLICANT: (
        "/groupes/{group}",
        "/preuves",
        "/preuves/pro-sante-connect/",
        "/preuves/annuaire/",
        "/preuves/annuaire/code",
        "/preuves/employeur/",
        "/preuves/confreres/",
        "/preuves/moderation/",
        "/reglages/partir",
    ),
    ASKED: ("/reglages/consentements", "/questions/{sealed}", "/fiches/{sheet}", "/fiches/{sheet}/modifier"),
    ADMINISTRATOR: ("/administration/regles", "/administration/regles/consultation"),
    DOUBTED: ("/preuves", "/preuves/moderation/"),
    INSTITUTION: ("/preuves", "/preuves/employeur/invitations"),
    MODERATOR: (
        "/moderation",
        "/moderation/alertes",
        "/moderation/signalements",
        "/moderation/signalements/{notice}",
        "/moderation/recours",
        "/moderation/journal",
        "/questions/relais",
        "/questions/relais/{rule}",
        "/moderation/equipe",
        "/moderation/preuves",
        "/moderation/preuves/demandes/{application}",
        "/moderation/preuves/reexamens/{doubt}",
        "/moderation/preuves/recherche",
        "/moderation/preuves/acteurs/dehors",
        "/moderation/preuves/chiffres",
        "/preuves/confreres/moderation/carrelet",
        "/moderation/acteurs/carrelet",
        "/moderation/acteurs/dehors",
        "/moderation/inscriptions/{waiting}/refuser",
        "/moderation/confiance",
        "/moderation/confiance/ajouter",
        "/moi",
    ),
}
# A visit that does not end in 200; the browser says so of the page itself.
STATUSES = {
    "/nulle-part": 404,
    "/preuves/employeur/invitation": 404,
    "/questions/poser (refusée)": 422,
    "/oauth/authorize": 400,
    ASKED_WRONGLY: 400,
    "/oauth/adresse/perdue": 404,
}
# Long words and an address: what the guard refuses, with every other box left empty.
REFUSED = f"Écrivez-moi à dupont@exemple.test. {'Anti' * 40}"
# What calls for every card at once: passages to mask and to read again, a danger, a rule, a risk, the two questions.
TOLD = (
    "Ma patiente Mme Solenn Kerguelen, 93 ans, maladie de Fabry, vit à Bessines. Écrire à solenn@exemple.test. "
    "Je n’en peux plus, je veux mourir ce soir. Cette tisane guérit le cancer en trois semaines. Sous Zorblaxine 4512."
)
ALL_CARDS = ("#relu .guard li", "#relu .looks", "#relu .notice", "#relu .concern", "#relu .risk", "#fin fieldset")
AXE = """only => axe.run(document, { resultTypes: ["violations"], ...only }).then(found => found.violations
  .filter(rule => ["serious", "critical"].includes(rule.impact))
  .map(rule => `${rule.id}: ${rule.nodes.map(node => node.html).slice(0, 3).join(" | ")}`))"""
# A theme changes colours and nothing else.
COLOURS = {"runOnly": {"type": "tag", "values": ["cat.color"]}}
# Twenty cards of the same make take axe as many times as long as they teach it nothing more.
FEW = """() => [...document.querySelectorAll("main article.card")].slice(5).forEach(card => card.remove())"""
# What is pressed with a thumb; links inside a sentence may be smaller (WCAG 2.5.8), what is only heard too.
TARGETS = (
    "button, summary, select, .btn, .gesture, nav a, .card .own a, .links a, .pages a, .rows > li > a, .picks label"
)
SMALL = f"""() => [...document.querySelectorAll("{TARGETS}")].flatMap(one => {{
  const box = one.getBoundingClientRect();
  if (one.closest(".away, [hidden], dialog, details:not([open]) > :not(summary)") || !box.width) return [];
  const grown = one.matches(".chip") ? parseFloat(getComputedStyle(one, "::after").height) : box.height;
  return Math.min(box.width, Math.max(box.height, grown)) < 43.5
    ? [`${{one.outerHTML.slice(0, 120)}} ${{Math.round(box.width)}}x${{Math.round(grown)}}`] : [];
}})"""


@dataclass
class Sight:
    """One page as one person saw it."""

    who: str
    path: str
    status: int = 0
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    # Theme and width → what axe finds serious or critical.
    violations: dict[str, list[str]] = field(default_factory=dict)
    # Width of the screen → how wide the page came out.
    widths: dict[int, int] = field(default_factory=dict)
    small: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Say where this was."""
        return f"{self.path} ({self.who or 'a stranger'})"


def tour_of(house: House) -> list[Sight]:
    """Visit every page, and a form that was refused."""
    sights: list[Sight] = []
    for who, paths in PAGES.items():
        with house.visitor(who) as context:
            page = context.new_page()
            # What arrives fades in: half seen, it has no contrast to speak of.
            page.emulate_media(reduced_motion="reduce")
            page.on("request", lambda request: sights[-1].hosts.update(host_of(request)))
            page.on("console", lambda line: sights[-1].complaints.extend([line.text] if line.type == "error" else []))
            page.on("pageerror", lambda error: sights[-1].complaints.append(str(error)))
            for path in paths:
                sights.append(Sight(who, path.format(**house.ids)))
                visit(page, sights[-1])
            for name, gesture in GESTURES.get(who, {}).items():
                sights.append(Sight(who, name, 200))
                gesture(page, sights[-1])
    return sights


def host_of(request: Request) -> list[str]:
    """Return the host that is asked, if any is."""
    host = urlsplit(request.url).hostname
    return [host] if host else []


def visit(page: Page, sight: Sight) -> None:
    """Open a page and look at it."""
    page.set_viewport_size(PHONE)
    answered = page.goto(sight.path)
    sight.status = answered.status if answered else 0
    look(page, sight)


def visit_refusal(page: Page, sight: Sight) -> None:
    """Send a question that cannot be sent, and look at what is given back."""
    page.set_viewport_size(PHONE)
    page.goto("/questions/poser")
    page.fill("textarea[name=text]", REFUSED)
    with page.expect_navigation() as arriving:
        page.get_by_role("main").get_by_role("button", name="Frapper").last.click()
    sight.status = arriving.value.status
    look(page, sight)


def visit_reread(page: Page, sight: Sight) -> None:
    """Type what calls for every card, and look at what is said of it while one types."""
    page.set_viewport_size(PHONE)
    page.goto("/questions/poser")
    page.fill("textarea[name=text]", TOLD)
    for card in ALL_CARDS:
        page.wait_for_selector(card)
    page.locator("#relu summary").evaluate_all("all => all.forEach(one => { one.parentElement.open = true; })")
    look(page, sight)


def visit_proposals(page: Page, sight: Sight) -> None:
    """Type what was asked and learned before, and look at what is proposed while one types."""
    page.set_viewport_size(PHONE)
    page.goto("/questions/poser")
    page.fill("textarea[name=text]", LEARNED)
    for part in ("#proposes button", "#deja section"):
        page.wait_for_selector(part)
    look(page, sight)


def look(page: Page, sight: Sight) -> None:
    """Measure the page on a phone, and ask axe about it in both themes and at both widths."""
    for size in (NARROW, PHONE):
        page.set_viewport_size(size)
        sight.widths[size["width"]] = page.evaluate("document.documentElement.scrollWidth")
    sight.small = page.evaluate(SMALL)
    page.evaluate(FEW)
    page.evaluate(AXE_SCRIPT)
    sight.violations["light, 390"] = page.evaluate(AXE)
    page.emulate_media(color_scheme="dark")
    sight.violations["dark, 390"] = page.evaluate(AXE, COLOURS)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESK)
    sight.violations["light, 1280"] = page.evaluate(AXE)


def visit_code(page: Page, sight: Sight) -> None:
    """Let an app in that listens nowhere, and look at the code that it waits for."""
    answer_app(page, "Autoriser")
    look(page, sight)


def visit_denied(page: Page, sight: Sight) -> None:
    """Let no such app in, and look at what is said of it."""
    answer_app(page, "Refuser")
    look(page, sight)


def answer_app(page: Page, answer: str) -> None:
    """Answer an app that listens nowhere."""
    page.set_viewport_size(PHONE)
    page.goto(f"{ASKING_IN}{SHOWN_CODE}")
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=answer, exact=True).click()


# What is seen after a gesture.
GESTURES = {
    PROFESSIONAL: {
        "/questions/poser (refusée)": visit_refusal,
        "/questions/poser (relue)": visit_reread,
        "/questions/poser (proposée)": visit_proposals,
    },
    CONNECTED: {"/oauth/authorize (accepté)": visit_code, "/oauth/authorize (refusé)": visit_denied},
}
