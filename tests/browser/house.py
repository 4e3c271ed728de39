"""What the tests in a browser find in their data folder, written before the server starts.

By a process of its own, ``python -c`` of :data:`FURNISH`: the tests themselves only meet the program by its pages.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from tests.browser.connected import connect
from tests.browser.questioned import make_of_questions
from toctoc.community.rules.drafts import Extras, PollDraft
from toctoc.community.services import gestures, posts
from toctoc.community.services.rosters import make_roster, put_on
from toctoc.config.opening import Opening, open_account
from toctoc.config.serve.prepare import prepare
from toctoc.config.world.directory import open_directory
from toctoc.config.world.steps import silent
from toctoc.conversations.services.messages import Opening as First
from toctoc.conversations.services.messages import begin, write
from toctoc.groups.services.groups import GroupDraft, make_group
from toctoc.groups.services.meetings import EventDraft, announce_event
from toctoc.groups.services.membership import join
from toctoc.groups.services.order import pin
from toctoc.groups.services.pages import edit_page
from toctoc.kernel import clock
from toctoc.media.services import files
from toctoc.media.services.making import make_safe
from toctoc.moderation.services.notices import Telling
from toctoc.moderation.services.notices import file as give_notice
from toctoc.people.models import Account, Actor, Proof
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import viewer_for
from toctoc.people.services.accounts import make_account
from toctoc.people.services.follows import follow
from toctoc.people.services.proofs import GROUND_LOST, Evidence, doubt_proof, record_proof
from toctoc.privacy.services import clear, clear_line
from toctoc.proofs.paths.by_hand.services.applications import Asked, apply
from toctoc.proofs.paths.peers.services.requests import ask_peers, link_of
from toctoc.questions.services.questions import QuestionDraft, answer, ask, move

if TYPE_CHECKING:
    from toctoc.questions.models import Question

FURNISH = "import django; django.setup(); from tests.browser import house; house.furnish()"
PASSWORD = "cabane-orange-42"
# Handle, profession, specialty, whether it was proved.
PEOPLE = (
    ("ruisseau", "doctor", "general_practice", True),
    ("carrelet", "doctor", "dermatology", True),
    ("plumier", "pharmacist", "", True),
    # Writes what fills the pages: the others stay within the pace that the program allows.
    ("roseau", "nurse", "", True),
    ("avril", "", "", False),
    ("dehors", "doctor", "dermatology", False),
    ("vigie", "", "", False),
    # Answers the appeals against what the first moderator decided.
    ("phare", "", "", False),
    # Looks after the register of rules.
    ("clavier", "", "", False),
    # These prove a profession in the browser: the first a single one, the second one of two.
    ("lanterne", "", "", False),
    ("tilleul", "", "", False),
    # This one's proof is looked at again.
    ("bergeronnette", "midwife", "", True),
    # This one reads and writes with an app.
    ("martinet", "physiotherapist", "", True),
)
TEXT = (
    "Femme de 34 ans, éruption annulaire du tronc sous hydroxychloroquine depuis six semaines ; ni fièvre, ni "
    "atteinte des muqueuses. Arrêter tout de suite ou attendre l’avis du dermatologue ? #toxidermie"
)
DANGER = "Je n’en peux plus, je veux mourir ce soir."
ANSWER = (
    "Je vérifierais d’abord **trois choses** :\n\n- la date du début ;\n- les autres médicaments ;\n"
    "- les muqueuses.\n\nSans signe de gravité, une photographie et un avis sous 48 h suffisent."
)


def address_of(handle: str) -> str:
    """Return the address that somebody signs in with."""
    return f"{handle}@exemple.test"


def furnish() -> None:
    """Make people, a thread and questions in several states; print the ids that tests visit."""
    prepare()
    for handle, profession, specialty, is_proved in PEOPLE:
        open_account(
            Opening(
                email=address_of(handle),
                name=handle.capitalize(),
                handle=handle,
                profession=profession,
                specialty=specialty,
                is_proved=is_proved,
                password=PASSWORD,
            )
        )
    Account.objects.filter(email__in=[address_of("vigie"), address_of("phare")]).update(is_moderator=True)
    Account.objects.filter(email=address_of("clavier")).update(is_superuser=True, is_staff=True)
    _institution("tilleuls")
    waiting = make_account(email="attente@exemple.test", password=None)
    Account.objects.filter(pk=waiting.pk).update(approved_at=None)
    cast = {actor.handle: actor for actor in Actor.objects.select_related("account")}
    # First of all: a person is invited to a few questions a day.
    of_questions = make_of_questions(cast)
    ids = {"waiting": waiting.pk, **_thread(cast), "question": _questions(cast), **_proofs(cast), **_group(cast)}
    ids.update(_carrying(cast))
    ids.update(_talk(cast))
    ids.update(_noticed(cast, int(ids["thread"])))
    ids.update(connect(cast))
    ids.update(of_questions)
    sys.stdout.write(json.dumps(ids))


def _institution(handle: str) -> None:
    """Make a home-care service that has proved what it is."""
    open_account(Opening(email=address_of(handle), name=handle.capitalize(), handle=handle, password=PASSWORD))
    actor = Actor.objects.get(handle=handle)
    actor.kind = ActorKind.ORGANISATION
    actor.save(update_fields=["kind"])
    record_proof(actor=actor, evidence=Evidence("home_care_service"))


def _proofs(cast: dict[str, Actor]) -> dict[str, int | str]:
    """Open every way of proving, and leave an application, a request to peers and a doubt."""
    open_directory(1, silent)
    applicant = cast["dehors"]
    words = clear("Le jeudi soir, par exemple.")
    application = apply(actor=applicant, asked=Asked("doctor", "dermatology", "card_on_call", words))
    doubted = Proof.objects.get(actor=cast["bergeronnette"])
    doubt_proof(proof=doubted, because=GROUND_LOST)
    secret = link_of(ask_peers(actor=applicant, profession="doctor"))
    return {"application": application.pk, "doubt": doubted.pk, "secret": secret}


def _thread(cast: dict[str, Actor]) -> dict[str, int]:
    ruisseau, carrelet = cast["ruisseau"], cast["carrelet"]
    for followee in (ruisseau, cast["roseau"]):
        follow(follower=carrelet, followee=followee)
    for number in range(24):
        posts.write(author=cast["roseau"], draft=posts.Draft(clear(f"{number + 1} sur 25. {TEXT}"), "public"))
    thread = posts.write(author=ruisseau, draft=posts.Draft(clear(f"{TEXT} @carrelet"), "public"))
    reply = posts.reply(author=carrelet, to=thread, answer=posts.Answer(clear(ANSWER)))
    posts.edit(editor=carrelet, post=reply, text=clear(f"{ANSWER} Ou avant, en cas de doute."), revision=1)
    posts.reply(
        author=cast["avril"], to=thread, answer=posts.Answer(clear("J’ai vécu cela : deux semaines sans dormir."))
    )
    gestures.keep(actor=carrelet, post=thread)
    gestures.favour(actor=carrelet, post=thread)
    # The numbers that help stand under it, and an alert waits for moderators.
    danger = posts.write(author=cast["avril"], draft=posts.Draft(clear(DANGER), "public"))
    return {"thread": thread.pk, "reply": reply.pk, "danger": danger.pk}


def _group(cast: dict[str, Actor]) -> dict[str, int | str]:
    """Open a group with a page, an event, somebody at its door, and two members."""
    carrelet = cast["carrelet"]
    empty, words = clear(""), clear("Trouver un relais, passer un message, se voir le jeudi.")
    draft = GroupDraft(
        clear_line("Peaux du Ponant"), words, words, words, clear_line("29"), empty, "mixed", "territory"
    )
    group = make_group(founder=carrelet, handle="peaux", draft=draft)
    join(actor=cast["avril"], group=group)
    edit_page(editor=carrelet, group=group, text=clear(ANSWER), revision=0)
    starts = clock.now().replace(tzinfo=None) + timedelta(days=9)
    meeting = EventDraft(clear_line("Café du jeudi"), words, empty, starts, starts + timedelta(hours=2))
    event = announce_event(moderator=carrelet, group=group, draft=meeting)
    carrelet.refresh_from_db()
    said = posts.write(author=carrelet, draft=posts.Draft(clear(ANSWER), group.word))
    pin(moderator=carrelet, group=group, post_id=said.pk)
    return {"group": group.actor.handle, "event": event.pk}


def _carrying(cast: dict[str, Actor]) -> dict[str, int | str]:
    """Write one message with a poll under a warning, one with a picture, and keep a draft and a list."""
    carrelet = cast["carrelet"]
    asked = PollDraft((clear_line("Le matin"), clear_line("Le soir, après la dernière visite")), timedelta(days=3))
    extras = Extras(warning=clear_line("Il est question de fatigue"), poll=asked)
    poll = posts.write(author=carrelet, draft=posts.Draft(clear("Quand écrivez-vous ?"), "public", extras=extras))
    bytes_of_it = io.BytesIO()
    Image.new("RGB", (640, 400), (70, 130, 130)).save(bytes_of_it, "JPEG")
    upload = SimpleUploadedFile("photo.jpg", bytes_of_it.getvalue())
    file = files.receive(owner=carrelet, upload=upload, description=clear("Une porte peinte en vert."))
    make_safe(file_id=file.pk, attempt=1, look=lambda: None)
    extras = Extras(media=(file.pk,))
    picture = posts.write(author=carrelet, draft=posts.Draft(clear("Notre porte, ce matin."), "public", extras=extras))
    # One of her own that nothing uses yet: its masks may be changed.
    words = Image.new("RGB", (640, 400), "white")
    ImageDraw.Draw(words).text((60, 150), "FICTIVE Personne", fill="black", font=ImageFont.load_default(size=48))
    bytes_of_it = io.BytesIO()
    words.save(bytes_of_it, "JPEG")
    upload = SimpleUploadedFile("etiquette.jpg", bytes_of_it.getvalue())
    label = files.receive(owner=carrelet, upload=upload, description=clear("Une étiquette."))
    make_safe(file_id=label.pk, attempt=1, look=lambda: None)
    roster = make_roster(owner=carrelet, title=clear_line("Ma garde"))
    put_on(owner=carrelet, roster=roster, actor=cast["ruisseau"])
    return {"poll": poll.pk, "picture": picture.pk, "file": file.pk, "label": label.pk, "roster": roster.pk}


def _talk(cast: dict[str, Actor]) -> dict[str, int | str]:
    """Let two people who follow each other write, and a stranger ask."""
    carrelet, phare = cast["carrelet"], cast["phare"]
    follow(follower=carrelet, followee=phare)
    follow(follower=phare, followee=carrelet)
    opening = First(clear("Bonsoir. Gardez-vous le cahier ce week-end ?"), clear_line("Le cahier du service"))
    talk = begin(author=phare, to=[carrelet], opening=opening).conversation_id
    write(author=carrelet, conversation_id=talk, text=clear(ANSWER))
    request = begin(author=cast["tilleul"], to=[carrelet], opening=First(clear("Bonjour, je débute ici.")))
    return {"talk": talk, "request": request.conversation_id}


def _noticed(cast: dict[str, Actor], thread: int) -> dict[str, int | str]:
    """Give one notice, which waits for a moderator."""
    words = clear("On y reconnaît quelqu’un.")
    telling = Telling(f"post:{thread}", "", "privacy", words, is_sincere=True, notifier=cast["avril"])
    notice = give_notice(telling=telling)
    return {"notice": notice.pk}


def _questions(cast: dict[str, Actor]) -> int:
    carrelet = cast["carrelet"]
    for number in range(24):
        _asked(cast["roseau"], f"{number + 1} sur 24. {TEXT}", "public" if number % 2 else "professionals")
    question = _asked(carrelet, TEXT, "public")
    for name in ("ruisseau", "plumier", "avril"):
        answer(answerer=cast[name], question=question, to=question.post, text=clear(ANSWER))
    viewer = viewer_for(carrelet, carrelet.account)
    outcome = clear("Arrêt du traitement, avis demandé. Guérison en dix jours.")
    move(mover=carrelet, viewer=viewer, question=question, to="closed", outcome=outcome)
    made: int = question.pk
    return made


def _asked(asker: Actor, text: str, audience: str) -> Question:
    return ask(asker=asker, draft=QuestionDraft(clear(text), ("dermatologie", "traitement"), "today", audience))
