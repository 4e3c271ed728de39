"""Pool, PoolMember, DutyTurn, Swap and CalendarKey: who is the named correspondent, from when to when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock, ids
from toctoc.people.models import Account, Actor
from toctoc.questions.rules.availability.hours import HERE
from toctoc.questions.rules.availability.pools import Aim


class Pool(models.Model):
    """Those who take turns for a department, a profession or a specialty; its name follows from these three."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    # Code of rules.departments; empty is everywhere.
    department = models.CharField(_("département"), max_length=3, blank=True, default="")
    # Slugs of rules.professions; an empty profession is any proved one.
    profession = models.CharField(_("profession"), max_length=30, blank=True, default="")
    specialty = models.CharField(_("spécialité"), max_length=30, blank=True, default="")
    # An IANA name: the clock of the turns.
    zone = models.CharField(_("fuseau horaire"), max_length=40, default=HERE)
    made_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("tour de garde")
        verbose_name_plural = _("tours de garde")
        constraints = (
            models.UniqueConstraint(
                fields=["department", "profession", "specialty"],
                name="questions_pool_once",
                condition=Q(closed_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"pool {self.pk}"

    @property
    def aim(self) -> Aim:
        """For whom it answers."""
        return Aim(self.department, self.profession, self.specialty)


class PoolMember(models.Model):
    """Somebody who takes turns in a pool."""

    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="members", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    joined_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("membre d’un tour de garde")
        verbose_name_plural = _("membres des tours de garde")
        constraints = (models.UniqueConstraint(fields=["pool", "actor"], name="questions_pool_member_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id} in pool {self.pool_id}"


class DutyTurn(models.Model):
    """A stretch of time in which one member of the pool answers by name; open while nobody holds it.

    Turns of one pool never overlap: whoever writes one holds the pool's row.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="turns", db_index=False)
    holder = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # How often the pool was told that nobody holds it.
    told = models.PositiveSmallIntegerField(default=0)
    # Calendars that hold an older copy learn by these.
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("garde")
        verbose_name_plural = _("gardes")
        constraints = (
            models.UniqueConstraint(fields=["pool", "starts_at"], name="questions_turn_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="questions_turn_lasts"),
        )
        indexes = (
            models.Index(fields=["pool", "ends_at"], name="questions_turn_when"),
            models.Index(fields=["holder", "ends_at"], name="questions_turn_of"),
            models.Index(fields=["starts_at"], name="questions_turn_open", condition=Q(holder__isnull=True)),
        )

    def __str__(self) -> str:
        return f"turn {self.pk}"


class Swap(models.Model):
    """The holder of a turn offers it: to anybody of the pool, or for one turn that somebody else holds."""

    turn = models.OneToOneField(DutyTurn, on_delete=models.CASCADE, primary_key=True, related_name="swap")
    offered_by = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    # Empty when whoever wants it takes it.
    wanted = models.ForeignKey(DutyTurn, null=True, on_delete=models.CASCADE, related_name="+")
    offered_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("échange de garde")
        verbose_name_plural = _("échanges de garde")

    def __str__(self) -> str:
        return f"swap of turn {self.turn_id}"


class CalendarKey(models.Model):
    """The address at which somebody's calendar program reads their turns; deleting it closes the address."""

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    actor = models.OneToOneField(Actor, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("adresse d’agenda")
        verbose_name_plural = _("adresses d’agenda")

    def __str__(self) -> str:
        return f"calendar key of {self.actor_id}"
