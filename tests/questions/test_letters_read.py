"""Letters that come back: what they say by themselves, who may have written them, and whose their address is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toctoc.questions.rules.letters.addresses import Reply, reply_address, reply_in
from toctoc.questions.rules.letters.plain import plain_text
from toctoc.questions.rules.letters.quoting import MARK, said_in
from toctoc.questions.rules.letters.reading import LARGEST, Unreadable, read_letter

KEY, OTHER = b"k" * 32, b"o" * 32
REPLY = Reply(117_662_418_911_166_337, 117_662_418_914_246_531, date(2026, 12, 24))
DOMAIN = "courrier.exemple.test"


def test_an_address_is_read_back_whatever_a_program_does_to_its_case() -> None:
    address = reply_address(REPLY, DOMAIN, KEY)
    local = address.partition("@")[0]
    assert len(local) <= 64
    assert local == local.lower()
    assert reply_in(["autre@exemple.test", address.upper()], DOMAIN, [KEY]) == REPLY
    # A key before this one still opens what it signed.
    assert reply_in([address], DOMAIN, [OTHER, KEY]) == REPLY


def test_what_was_not_signed_here_says_nothing() -> None:
    address = reply_address(REPLY, DOMAIN, KEY)
    assert reply_in([address], DOMAIN, [OTHER]) is None
    assert reply_in([address], "ailleurs.exemple.test", [KEY]) is None
    assert reply_in([f"x{address}", "reponse+court@courrier.exemple.test", ""], DOMAIN, [KEY]) is None


@given(st.integers(8, 52), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_no_changed_letter_of_an_address_passes(place: int, letter: str) -> None:
    address = reply_address(REPLY, DOMAIN, KEY)
    changed = address[:place] + letter + address[place + 1 :]
    found = reply_in([changed], DOMAIN, [KEY])
    assert found is None or (changed, found) == (address, REPLY) or place == 52


@pytest.mark.parametrize(
    "quoted",
    [
        "Le lun. 23 nov. 2026 à 10:12, Toctoc <reponse@exemple.test> a écrit :\n> Bonjour",
        "Le lun. 23 nov. 2026 à 10:12, Toctoc <reponse+abc@courrier.exemple.test>\na écrit\u00a0:\n\n> Bonjour",
        "On Mon, Nov 23, 2026 at 10:12 AM Toctoc <reponse@exemple.test> wrote:\n> Bonjour",
        "On Mon, Nov 23, 2026 at 10:12 AM Toctoc <\nreponse@exemple.test> wrote:\n> Bonjour",
        "Toctoc <reponse@exemple.test> a écrit :\n\n> Bonjour",
        "-----Message d'origine-----\nDe : Toctoc\nBonjour",
        "----- Original Message -----\nFrom: Toctoc\nBonjour",
        "________________________________\nDe : Toctoc <reponse@exemple.test>\nEnvoyé : lundi\nBonjour",
        "De : Toctoc <reponse@exemple.test>\nEnvoyé : lundi 23 novembre 2026\nÀ : moi\nObjet : Question\n\nBonjour",
        "*From:* Toctoc <reponse@exemple.test>\n*Sent:* Monday\n*Subject:* Question\n\nBonjour",
        "Envoyé de mon iPhone\n\n> Le 23 nov. 2026 à 10:12, Toctoc a écrit :\n> \n> Bonjour",
        "Sent from my iPhone\n\nOn 23 Nov 2026, at 10:12, Toctoc wrote:\n\n> Bonjour",
        "-- \nDr Personne\n3, rue de Nulle-Part",
        f"\n{MARK}\nBonjour",
        f"> {MARK}\n> Bonjour",
    ],
)
def test_what_is_quoted_or_signed_is_left_out(quoted: str) -> None:
    said = "Pensez au tacrolimus.\n\nLe matin, il pleut sur la côte."
    assert said_in(f"{said}\n\n{quoted}\n") == said
    assert said_in(f"{said}\n\n{quoted}\n".replace("\n", "\r\n")) == said


def test_answers_between_quoted_lines_stay_in_their_order() -> None:
    assert said_in("> Depuis quand ?\nUn mois.\n> Fièvre ?\nNon.") == "Un mois.\nNon."


def test_a_sentence_that_looks_like_a_heading_stays() -> None:
    text = "De : rien, je parlais d’autre chose.\nLe confrère a écrit : il attend.\nOn verra."
    assert said_in(text) == text


@pytest.mark.parametrize(
    "html",
    [
        "<div dir=ltr>Pensez au <b>tacrolimus</b>.</div><div class=gmail_quote>Le 3<blockquote>Non</blockquote></div>",
        "<p>Pensez au <b>tacrolimus</b>.</p><blockquote><div>Non<blockquote>Non</blockquote></div>Non</blockquote>",
        "<style>p{}</style><div>Pensez au tacrolimus.</div><div id='divRplyFwdMsg'>De : X</div><div>Non</div>",
        "<body><div>Pensez au tacrolimus.<br></div><div id='Signature'><p>Dr Personne</p></div></body>",
        "<div>Pensez au tacrolimus.</div><div class='moz-cite-prefix'>Le 23, X a écrit :</div><blockquote>Non",
    ],
)
def test_a_letter_in_html_alone_is_read_without_what_it_quotes(html: str) -> None:
    assert said_in(plain_text(html)) == "Pensez au tacrolimus."


@example("<![;")
@example("<<![x>![;")
@given(st.text(alphabet="<>/divblockquote =\"'a!-[]&;\n", max_size=400))
def test_no_html_makes_the_reader_fall(html: str) -> None:
    assert isinstance(plain_text(html), str)


def test_deep_html_is_read() -> None:
    assert plain_text("<div>" * 50_000 + "Bonjour" + "</div>" * 50_000) == "Bonjour"


def letter(*headers: str, body: str = "Bonjour.") -> bytes:
    return ("\r\n".join(["From: Carrelet <carrelet@exemple.test>", *headers]) + "\r\n\r\n" + body).encode()


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: Auto-Generated; owner-email=x",
        "Precedence: bulk",
        "List-Id: <liste.exemple.test>",
        "Return-Path: <>",
        "X-Autoreply: yes",
        "Content-Type: multipart/report; boundary=x",
    ],
)
def test_what_no_person_wrote_is_known(header: str) -> None:
    assert read_letter(letter(header)).is_automatic
    assert not read_letter(letter("Auto-Submitted: no")).is_automatic


def test_parts_charsets_and_attachments_are_read() -> None:
    body = """--x
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Aur=E9omycine, c=F4t=E9 droit.
--x
Content-Type: image/png
Content-Disposition: attachment; filename=a.png
Content-Transfer-Encoding: base64

AAAA
--x--
"""
    read = read_letter(letter("Message-ID: <a@b>", "Content-Type: multipart/mixed; boundary=x", body=body))
    assert (read.text, read.has_attachments) == ("Auréomycine, côté droit.", True)
    assert (read.message_id, read.sender) == ("a@b", "carrelet@exemple.test")


def test_a_letter_from_two_people_is_from_nobody() -> None:
    assert read_letter(letter("From: Autre <autre@exemple.test>")).sender == ""


def test_what_is_no_letter_is_unreadable() -> None:
    for raw in (b"", b" \n ", b"x" * (LARGEST + 1)):
        with pytest.raises(Unreadable):
            read_letter(raw)


@pytest.mark.parametrize(
    "part", ["Content-Type: multipart/mixed; boundary=b{0}\r\n\r\n--b{0}\r\n", "Content-Type: message/rfc822\r\n\r\n"]
)
def test_parts_within_parts_without_end_are_no_letter(part: str) -> None:
    deep = "".join(part.format(depth) for depth in range(3_000))
    with pytest.raises(Unreadable):
        read_letter(f"From: carrelet@exemple.test\r\n{deep}".encode())


@pytest.mark.parametrize("charset", ["undefined", "unicode_escape", "a\0b", "idna", "hex"])
def test_an_encoding_that_is_none_makes_no_text_that_cannot_be_kept(charset: str) -> None:
    raw = letter(f'Content-Type: text/plain; charset="{charset}"', body="Bonjour \\ud800 oui.")
    assert read_letter(raw).text.encode().startswith(b"Bonjour")
    with pytest.raises(Unreadable):
        read_letter(letter("Content-Type: text/plain; name*=undefined''%ff"))


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_are_read_or_unreadable(raw: bytes) -> None:
    try:
        assert isinstance(read_letter(raw).text, str)
    except Unreadable:
        assert not raw.strip()


@given(st.text(max_size=300))
def test_any_headers_are_read(header: str) -> None:
    raw = f"From: {header}\nMessage-ID: {header}\nTo: {header}\nContent-Type: {header}\n\nOui".encode(
        "utf-8", "replace"
    )
    read = read_letter(raw)
    assert read.message_id.isprintable()
