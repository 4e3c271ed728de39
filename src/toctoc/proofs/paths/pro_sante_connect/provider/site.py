"""The provider as a WSGI application: discovery, authorization, token, keys, userinfo (OpenID Connect Core 1.0)."""

from __future__ import annotations

import hashlib
import json
import time
from base64 import b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hmac import compare_digest
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

from toctoc.kernel.hosts import is_loopback
from toctoc.proofs.paths.pro_sante_connect.provider import pages
from toctoc.proofs.paths.pro_sante_connect.provider.grants import Grant, Shelf
from toctoc.proofs.paths.pro_sante_connect.provider.people import PEOPLE, claims_of
from toctoc.proofs.paths.pro_sante_connect.provider.signing import ALGORITHM, Signer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

CODE_SECONDS, TOKEN_SECONDS = 60, 120
MOST_BYTES = 64 * 1024
JSON, HTML, CSS = "application/json", "text/html; charset=utf-8", "text/css; charset=utf-8"
BASIC = "Basic "
BEARER = "Bearer "


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back over HTTP."""

    status: HTTPStatus
    body: str = ""
    kind: str = HTML
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Asked:
    """What came: ``query`` and ``form`` hold the last value of each name."""

    method: str
    path: str
    line: str
    authorization: str
    form: dict[str, str]

    @property
    def query(self) -> dict[str, str]:
        """The names and values of the query."""
        return dict(parse_qsl(self.line))


class WrongRequest(Exception):
    """A request that the provider cannot answer; the sentence is French."""


@dataclass
class DemonstrationProvider:
    """A provider at ``issuer``, for one client.

    ``twists`` change what it says before it says it, by the name of the thing ("discovery", "keys", "answer", "claims",
    "token", "tokens", "userinfo", "reply"): tests make it misbehave so, and nothing else does.
    """

    issuer: str
    client_id: str
    client_secret: str
    twists: dict[str, Callable[[Any], Any]] = field(default_factory=dict)
    signer: Signer = field(default_factory=Signer)
    codes: Shelf[Grant] = field(default_factory=lambda: Shelf(CODE_SECONDS))
    tokens: Shelf[str] = field(default_factory=lambda: Shelf(TOKEN_SECONDS))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        asked = _asked(environ)
        pages_of: dict[tuple[str, str], Callable[[Asked], Answer]] = {
            ("GET", "/.well-known/openid-configuration"): self.discovery,
            ("GET", "/keys"): self.keys,
            ("GET", "/authorize"): self.choose,
            ("POST", "/authorize"): self.chosen,
            ("POST", "/token"): self.exchange,
            ("GET", "/userinfo"): self.userinfo,
            ("GET", "/style.css"): self.style,
        }
        page = pages_of.get((asked.method, asked.path))
        try:
            answer = page(asked) if page else Answer(HTTPStatus.NOT_FOUND, pages.wrong_page("Cette page n’existe pas."))
        except WrongRequest as wrong:
            answer = Answer(HTTPStatus.BAD_REQUEST, pages.wrong_page(str(wrong)))
        answer = self._twisted("reply", (asked.path, answer))[1]
        body = answer.body.encode()
        start_response(
            f"{answer.status.value} {answer.status.phrase}",
            [
                ("Content-Type", answer.kind),
                ("Content-Length", str(len(body))),
                ("Content-Security-Policy", pages.POLICY),
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
                ("Referrer-Policy", "no-referrer"),
                *answer.headers,
            ],
        )
        return [body]

    def discovery(self, _asked: Asked) -> Answer:
        """Describe the provider (OpenID Connect Discovery 1.0)."""
        document = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
            "scopes_supported": ["openid", "scope_all"],
            "acr_values_supported": ["eidas1"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
        }
        return _json(self._twisted("discovery", document))

    def keys(self, _asked: Asked) -> Answer:
        """Give the public keys."""
        return _json(self._twisted("keys", self.signer.public()))

    def style(self, _asked: Asked) -> Answer:
        """Give the style of the page."""
        return Answer(HTTPStatus.OK, pages.STYLE, CSS)

    def choose(self, asked: Asked) -> Answer:
        """Ask whom one wants to be."""
        self._check(asked.query)
        return Answer(HTTPStatus.OK, pages.choice_page(asked.line))

    def chosen(self, asked: Asked) -> Answer:
        """Send the browser back with a code, or with a refusal."""
        query = asked.query
        self._check(query)
        chosen = asked.form.get("person", "")
        back = {"state": query["state"], "iss": self.issuer}
        if chosen in PEOPLE:
            grant = Grant(chosen, query["redirect_uri"], query["code_challenge"], query["nonce"])
            back["code"] = self.codes.put(grant)
        else:
            back["error"] = "access_denied"
        place = f"{query['redirect_uri']}?{urlencode(self._twisted('answer', back))}"
        return Answer(HTTPStatus.FOUND, headers=(("Location", place),))

    def exchange(self, asked: Asked) -> Answer:
        """Give tokens for a code, once, to the client it was made for and whoever holds the verifier."""
        grant = self.codes.take(asked.form.get("code", ""))
        if not self._is_client(asked):
            return _json({"error": "invalid_client"}, HTTPStatus.UNAUTHORIZED)
        if grant is None or not _fits(grant, asked.form):
            return _json({"error": "invalid_grant"}, HTTPStatus.BAD_REQUEST)
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": self.client_id,
            "azp": self.client_id,
            "sub": PEOPLE[grant.person].subject,
            "iat": now,
            "auth_time": now,
            "exp": now + TOKEN_SECONDS,
            "nonce": grant.nonce,
            "acr": "eidas1",
        }
        identity = self._twisted("token", self.signer.signed(self._twisted("claims", claims)))
        tokens = {
            "access_token": self.tokens.put(grant.person),
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "id_token": identity,
        }
        return _json(self._twisted("tokens", tokens))

    def userinfo(self, asked: Asked) -> Answer:
        """Say who the holder of a token is."""
        person = self.tokens.see(asked.authorization.removeprefix(BEARER))
        if person is None:
            return _json({"error": "invalid_token"}, HTTPStatus.UNAUTHORIZED)
        said = self._twisted("userinfo", claims_of(PEOPLE[person]))
        return Answer(HTTPStatus.OK, said, "application/jwt") if isinstance(said, str) else _json(said)

    def _twisted(self, name: str, thing: Any) -> Any:  # noqa: ANN401 each thing has its own type
        twist = self.twists.get(name)
        return twist(thing) if twist else thing

    def _check(self, query: dict[str, str]) -> None:
        """Refuse a request that the real provider would refuse, or that leads away from this machine."""
        if query.get("client_id") != self.client_id or query.get("response_type") != "code":
            raise WrongRequest("Ce site n’est pas connu de ce fournisseur.")
        if not _is_near(query.get("redirect_uri", "")):
            raise WrongRequest("Ce fournisseur ne renvoie qu’à cette machine.")
        if query.get("code_challenge_method") != "S256" or not query.get("code_challenge"):
            raise WrongRequest("La demande n’est pas protégée (PKCE, S256).")
        if "openid" not in query.get("scope", "").split() or not query.get("state") or not query.get("nonce"):
            raise WrongRequest("La demande est incomplète.")

    def _is_client(self, asked: Asked) -> bool:
        client, secret = asked.form.get("client_id", ""), asked.form.get("client_secret", "")
        if asked.authorization.startswith(BASIC):
            try:
                pair = b64decode(asked.authorization.removeprefix(BASIC), validate=True).decode()
            except ValueError:
                return False
            client, secret = (unquote_plus(part) for part in pair.partition(":")[::2])
        return client == self.client_id and compare_digest(secret.encode(), self.client_secret.encode())


def _asked(environ: WSGIEnvironment) -> Asked:
    length = environ.get("CONTENT_LENGTH") or "0"
    size = min(int(length), MOST_BYTES) if length.isdecimal() else 0
    body = environ["wsgi.input"].read(size) if size else b""
    return Asked(
        environ["REQUEST_METHOD"],
        environ.get("PATH_INFO", ""),
        environ.get("QUERY_STRING", ""),
        environ.get("HTTP_AUTHORIZATION", ""),
        dict(parse_qsl(body.decode("utf-8", "replace"))),
    )


def _fits(grant: Grant, form: dict[str, str]) -> bool:
    """Tell whether a code comes back as it left: same address, and the verifier behind the challenge."""
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    challenge = urlsafe_b64encode(digest).rstrip(b"=").decode()
    return (
        form.get("grant_type") == "authorization_code"
        and form.get("redirect_uri") == grant.redirect_uri
        and compare_digest(challenge.encode(), grant.challenge.encode())
    )


def _is_near(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "http" and not parts.query and is_loopback(parts.hostname or "")
    except ValueError:
        return False


def _json(thing: object, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    return Answer(status, json.dumps(thing, ensure_ascii=False), JSON)
