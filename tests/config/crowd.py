"""Makes doctors who may write and prints their bearer tokens: ``python -m tests.config.crowd 40``."""

from __future__ import annotations

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "toctoc.config.settings"
django.setup()

from toctoc.config.opening import Opening, open_account  # noqa: E402 models load after setup
from toctoc.people.services.tokens import issue_token  # noqa: E402

for number in range(int(sys.argv[1])):
    account, _ = open_account(
        Opening(
            email=f"charge{number}@exemple.test",
            name=f"Charge {number}",
            handle="",
            profession="doctor",
            specialty="",
            is_proved=True,
            is_administrator=False,
            password=None,
        )
    )
    sys.stdout.write(issue_token(account=account) + "\n")
