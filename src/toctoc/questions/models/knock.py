"""KnockWord and Opening: the hashtags and mentions that make a question of a message, and those that did."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.models import Post
from toctoc.kernel import clock
from toctoc.people.rules.professions import PROFESSIONS
from toctoc.questions.rules.topics import TOPICS

_WORD = re.compile(r"#\w{2,49}|@[a-z0-9_]{2,30}")


class KnockWord(models.Model):
    """A hashtag of the place (``#doctoctoc``), or a bot of the place (``@toctoc``), that knocks; in lower case.

    Only those who proved ``profession`` knock with it; everybody does when it is empty.
    """

    word = models.CharField(_("mot"), max_length=50, unique=True)
    profession = models.CharField(_("profession"), max_length=30, blank=True, default="")
    # The topic of a question whose own words tell none.
    topic = models.CharField(
        _("thème sans autre indice"), max_length=30, choices=[(t.slug, t.french) for t in TOPICS.values()]
    )
    is_open = models.BooleanField(_("ouvre des questions"), default=True)

    class Meta:
        verbose_name = _("mot qui frappe")
        verbose_name_plural = _("mots qui frappent")

    def __str__(self) -> str:
        return self.word

    def clean(self) -> None:
        """Write the word in lower case; refuse what is no hashtag, no mention or no profession."""
        self.word = self.word.strip().lower()
        if not _WORD.fullmatch(self.word):
            raise ValidationError({"word": _("Écrivez un mot-dièse (#motclé) ou une mention (@identifiant).")})
        if self.profession and self.profession not in PROFESSIONS:
            raise ValidationError({"profession": _("Cette profession n’existe pas.")})


class Opening(models.Model):
    """A message that a word made a question; once undone it stays a message, whatever is edited."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="+")
    word = models.CharField(max_length=50)
    opened_at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("message devenu question")
        verbose_name_plural = _("messages devenus questions")

    def __str__(self) -> str:
        return f"{self.word} → {self.post_id}"
