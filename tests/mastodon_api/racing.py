"""What several apps need to race for: people with tokens, an app with codes; printed for who starts the race."""

from __future__ import annotations

import json
import secrets
import sys

from tests.conftest import person
from toctoc.people.services.apps import AppDraft, Leave, give_code, register_app
from toctoc.people.services.tokens import issue_token

ROUNDS = 4
BACK = "https://app.exemple.test/retour"
SCOPES = ("read", "write", "follow")


def prepare() -> None:
    """Make them, and print how to reach them."""
    doctor, peer = person("ruisseau", "doctor", "general_practice", proved=True), person("avril")
    assert doctor.account is not None
    assert peer.account is not None
    app, secret = register_app(draft=AppDraft("Essai", [BACK], " ".join(SCOPES), ""))
    codes = [secrets.token_urlsafe(32) for _ in range(ROUNDS)]
    for code in codes:
        give_code(app=app, account=doctor.account, actor=doctor, leave=Leave(SCOPES, BACK, ""), code=code)
    told = {
        "doctor": issue_token(account=doctor.account, scopes=SCOPES),
        "peer": issue_token(account=peer.account, scopes=SCOPES),
        "doctor_id": str(doctor.pk),
        "app": {"client_id": app.client_id, "client_secret": secret, "redirect_uri": BACK},
        "codes": codes,
    }
    sys.stdout.write(json.dumps(told))
