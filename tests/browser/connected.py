"""What apps lead somebody to, for the pages that the browser visits: apps let in, choices, pictures, followers."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from toctoc.community.models import PicturePlace
from toctoc.community.services import portraits, posts, quiet
from toctoc.community.services.tags import feature_tag, follow_tag
from toctoc.kernel import clock
from toctoc.media.services import files
from toctoc.media.services.making import make_safe
from toctoc.people.services.actors import Portrait, make_actor
from toctoc.people.services.apps import AppDraft, Application, give_token, register_app
from toctoc.people.services.choices import Chosen, change_choices
from toctoc.people.services.follows import follow
from toctoc.people.services.tokens import issue_token
from toctoc.privacy.services import clear, clear_line
from toctoc.questions.services.tagged import open_if_it_knocks

if TYPE_CHECKING:
    from toctoc.media.models import File
    from toctoc.people.models import Account, Actor

SCOPES = "read write follow push"
CLIENT = "pinson"
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
KNOCKING = "Quelle compression après une entorse de cheville, au troisième jour ? @toctoc #entorse"


def connect(cast: dict[str, Actor]) -> dict[str, int | str]:
    """Give one person all of it; return what addresses want to know."""
    actor = cast["martinet"]
    assert actor.account is not None
    follow(follower=cast["roseau"], followee=actor)
    follow(follower=actor, followee=cast["ruisseau"])
    change_choices(actor=actor, chosen=Chosen(approves_followers=True))
    for handle in ("avril", "bergeronnette"):
        follow(follower=cast[handle], followee=actor)
    _apps(actor.account, actor)
    return {**_words(actor), **_picture(actor)}


def _apps(account: Account, actor: Actor) -> None:
    """Let an app act, print a token besides, and give the account a second actor to choose from."""
    redirects = ["pinson://retour", OUT_OF_BAND]
    app, _ = register_app(draft=AppDraft("Pinson", redirects, SCOPES, "https://pinson.exemple.test"))
    # The same in each house, so that an address names it.
    Application.objects.filter(pk=app.pk).update(client_id=CLIENT)
    give_token(app_id=app.pk, account=account, actor=actor)
    issue_token(account=account)
    other = Portrait(clear_line("Martinet, le soir"), clear(""), profession="physiotherapist")
    make_actor(account=account, handle="martinet_le_soir", portrait=other)


def _words(actor: Actor) -> dict[str, int | str]:
    for word in ("toxidermie", "entorse"):
        follow_tag(actor=actor, word=word)
    post = posts.write(author=actor, draft=posts.Draft(clear(KNOCKING), "public"))
    open_if_it_knocks(post=post)
    feature_tag(actor=actor, word=clear_line("entorse"))
    until = clock.now() + timedelta(days=6)
    wanted = quiet.Wanted(clear_line("Pas ce soir"), clear("garde\nurgences"), ("home", "lists"), until=until)
    return {"filter": quiet.make_filter(actor=actor, wanted=wanted).pk, "opened": post.pk}


def _picture(actor: Actor) -> dict[str, int | str]:
    """Show one picture, and leave another to be checked."""
    portraits.show_picture(actor=actor, place=PicturePlace.AVATAR, file=_drawn(actor, (400, 400)))
    return {"banner": _drawn(actor, (1200, 400)).pk}


def _drawn(owner: Actor, size: tuple[int, int]) -> File:
    sheet, written = Image.new("RGB", size, (58, 110, 122)), io.BytesIO()
    ImageDraw.Draw(sheet).rectangle((0, size[1] * 2 // 3, *size), fill=(226, 205, 160))
    sheet.save(written, "PNG")
    upload = SimpleUploadedFile("plage.png", written.getvalue())
    file = files.receive(owner=owner, upload=upload, description=clear("Une plage à marée basse."))
    make_safe(file_id=file.pk, attempt=1, look=lambda: None)
    file.refresh_from_db()
    return file
