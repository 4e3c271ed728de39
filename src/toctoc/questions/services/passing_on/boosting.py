"""Propose, look at again and put in force the rule of boosting; pass on the public questions that it holds for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from toctoc.community.models import Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.rules.drafts import Extras
from toctoc.community.services import posts
from toctoc.community.services.gates import Intent, before_writing
from toctoc.community.services.notifications import notify
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.people.models import Account
from toctoc.people.policies import moderates
from toctoc.people.rules.audience import PUBLIC
from toctoc.privacy.services import clear
from toctoc.questions.models import Boost, BoostRule
from toctoc.questions.models.boost import LONGEST_WHY, RuleState
from toctoc.questions.queries.boosting import active_rule, facts_of, public_questions
from toctoc.questions.queries.pledges import awaits_promises
from toctoc.questions.rules.boosting.checking import checked
from toctoc.questions.rules.boosting.deciding import decide
from toctoc.questions.rules.life import State
from toctoc.questions.rules.topics import topic_words
from toctoc.questions.services.passing_on.bot import BOT, place_bot

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared
    from toctoc.questions.models import Question

# The task that weighs one question.
WEIGH = "questions.weigh_for_boost"
# Who is the only one to decide looks again after so long.
SECOND_LOOK = timedelta(minutes=10)
# Older questions are not passed on by a new rule.
FRESH = timedelta(days=2)


@transaction.atomic
def propose_rule(*, proposer: Account, text: Cleared, why: Cleared) -> BoostRule:
    """Write a version, which changes nothing until somebody looks at it again.

    Raises :class:`WrongRule` with the place that cannot be read, and :class:`Invalid` without a reason.
    """
    _may_rule(proposer)
    checked(text.text)
    if not why.text or len(why.text) > LONGEST_WHY:
        raise Invalid("Dites pourquoi, en %(most)s caractères au plus.", field="why", most=LONGEST_WHY)
    return BoostRule.objects.create(text=text.text, why=why.text, proposed_by=proposer)


@transaction.atomic
def activate_rule(*, activator: Account, rule_id: int) -> BoostRule:
    """Put a version in force in the place of the one before; doing it twice changes nothing.

    Raises :class:`Refused` unless somebody else proposed it, or nobody else could look at it and a while has passed.
    """
    _may_rule(activator)
    rule = BoostRule.objects.select_for_update(no_key=True).filter(pk=rule_id).first()
    if rule is None:
        raise Missing
    if rule.state == RuleState.ACTIVE:
        return rule
    _may_look_again(activator, rule)
    # As anybody may read it today: a topic or a profession may be gone since it was proposed.
    checked(rule.text)
    now = clock.now()
    BoostRule.objects.filter(state=RuleState.ACTIVE).update(state=RuleState.PAST, ended_at=now, ended_by=activator)
    rule.state, rule.activated_by, rule.activated_at = RuleState.ACTIVE, activator, now
    rule.ended_at = rule.ended_by = None
    rule.save()
    return rule


@transaction.atomic
def end_rule(*, ender: Account, rule_id: int) -> None:
    """Pass nothing on any more by a version; one person is enough to stop. Doing it twice changes nothing."""
    _may_rule(ender)
    open_rule = BoostRule.objects.filter(pk=rule_id, state=RuleState.ACTIVE)
    open_rule.update(state=RuleState.PAST, ended_at=clock.now(), ended_by=ender)


def weigh_later(*, question_id: int) -> None:
    """Let a job weigh a question, in the caller's transaction."""
    enqueue(WEIGH, key=f"{WEIGH} {question_id}", question_id=question_id)


@transaction.atomic
def pass_on_if_it_holds(*, question_id: int) -> Boost | None:
    """Pass a question on when the rule in force holds for it; one that was weighed so before is passed on once.

    Only what a stranger may read leaves, as it stands now: asked for everybody, lately, and not closed.
    """
    rule = active_rule()
    oldest = clock.now() - FRESH
    question = public_questions().filter(pk=question_id, post__created_at__gte=oldest).first()
    if rule is None or question is None or question.state == State.CLOSED or awaits_promises(question):
        return None
    verdict = decide(checked(rule.text), facts_of([question])[question.pk])
    if not verdict.boosts:
        return None
    boost, is_new = Boost.objects.get_or_create(question=question, defaults={"rule": rule, "because": verdict.reasons})
    if is_new:
        boost.post = _said(question)
        boost.save(update_fields=["post"])
        address = question.post.get_absolute_url()
        notify(NotificationKind.RELAY, recipients=[question.asker], actor_id=None, post=None, address=address)
    return boost


@transaction.atomic
def take_back_boost(*, moderator: Account, question: Question) -> None:
    """Take back what the bot passed on; the rule does not pass it on again. Raises :class:`Missing` for others."""
    _may_rule(moderator)
    Boost.objects.filter(question=question, taken_back_at=None).update(taken_back_at=clock.now())
    forget_boost(question_id=question.pk)


def forget_boost(*, question_id: int) -> None:
    """Erase what the bot said of a question, which may be gone; doing it twice changes nothing."""
    is_by_bot = Q(author__handle=BOT, author__domain="")
    said = Post.objects.select_related("author").filter(is_by_bot, quoted=question_id, deleted_at=None).first()
    if said is not None:
        posts.delete(deleter=said.author, post=said)


@before_writing
def check_aim(intent: Intent) -> None:
    """Send whoever answers what the bot passed on to the question itself: its thread is where its asker reads."""
    if intent.to is None or intent.to.quoted_id is None:
        return
    if Boost.objects.filter(post=intent.to).exists():
        raise Refused("Répondez à la question elle-même : c’est là que la personne vous lira.")


def _said(question: Question) -> Post:
    topics = question.topics.order_by("id").values_list("topic", flat=True)
    names = ", ".join(topic_words(topic, settings.LANGUAGE_CODE[:2]) for topic in topics)
    draft = posts.Draft(clear(f"On frappe : {names}."), PUBLIC, extras=Extras(quoted=question.pk))
    return posts.write(author=place_bot(), draft=draft)


def _may_rule(account: Account) -> None:
    if not moderates(account):
        raise Missing


def _may_look_again(account: Account, rule: BoostRule) -> None:
    if rule.proposed_by_id != account.pk:
        return
    deciding = Account.objects.filter(Q(is_moderator=True) | Q(is_superuser=True), is_active=True)
    if deciding.exclude(pk=account.pk).exists():
        raise Refused("Une autre personne de la modération doit relire cette règle avant qu’elle n’entre en vigueur.")
    if clock.now() < rule.proposed_at + SECOND_LOOK:
        raise Refused("Laissez passer dix minutes, relisez l’essai à blanc, puis activez la règle.")
