"""LogLine: what a moderator did, written once and never changed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.people.models import Account

LONGEST_WHY = 300


class Verb(models.TextChoices):
    """What somebody did."""

    LOOK = "look", _("a lu un contenu fermé, parce qu’il était signalé")
    TAKE = "take", _("a pris un signalement")
    GIVE_BACK = "give_back", _("a rendu un signalement")
    DECIDE = "decide", _("a décidé")
    LIFT = "lift", _("a levé une décision")
    END = "end", _("une décision est arrivée à sa date")
    APPEAL = "appeal", _("a répondu à un recours")
    LIST_ADD = "list_add", _("a ajouté à une liste de blocage")
    LIST_DROP = "list_drop", _("a retiré d’une liste de blocage")
    ASK = "ask", _("a écrit à un compte soupçonné d’agir pour une entreprise")
    PUBLISH = "publish", _("a inscrit un compte sur la liste publique")
    CLOSE = "close", _("a classé un soupçon")
    CLOSE_ALERT = "close_alert", _("a regardé une alerte et l’a close")
    RULE = "rule", _("a changé une règle du registre")
    RULE_WEAKER = "rule_weaker", _("a désactivé ou affaibli une règle du registre")
    LEAVE = "leave", _("a quitté la modération")
    EXPORT = "export", _("a exporté le journal")


class LogLine(models.Model):
    """Who did what, when, on what, and why; nobody writes over it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    # Empty for what happens by itself; the number stays readable when the account leaves.
    account = models.ForeignKey(Account, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    verb = models.CharField(max_length=12, choices=Verb)
    about = models.CharField(max_length=120)
    why = models.CharField(max_length=LONGEST_WHY, blank=True, default="")
    done_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("journal de la modération")
        indexes = (models.Index(fields=["about", "id"], name="moderation_log_about"),)

    def __str__(self) -> str:
        return f"{self.verb} {self.about}"

    def save(self, *_: object, **__: object) -> None:
        """Write the line; a second time is refused."""
        if not self._state.adding:
            raise TypeError("A line of the log is written once.")
        super().save(force_insert=True)

    def delete(self, *_: object, **__: object) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise TypeError("A line of the log stays.")
