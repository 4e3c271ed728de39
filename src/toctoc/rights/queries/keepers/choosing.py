"""What ``community`` keeps of somebody's choices: lists, filters, drafts, pins, votes, letters, what is revealed."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from toctoc.community.models import (
    AnnouncementReaction,
    AnnouncementSeen,
    Ballot,
    Digest,
    Facet,
    FeaturedTag,
    FeedKey,
    Filter,
    FilteredPost,
    FollowedTag,
    NoteRating,
    NoticePass,
    NoticePolicy,
    NoticeRequest,
    Pin,
    ProfilePicture,
    PushSubscription,
    Revealing,
    Roster,
    RosterMember,
    Shield,
    ThreadMute,
    Unsent,
)
from toctoc.questions.models import Question
from toctoc.rights.queries.keepers.keeper import Keeper, told
from toctoc.rights.queries.keepers.saying import UNTIL_TAKEN_BACK

AS_LONG_AS_ON = _("Tant que vous le laissez en place.")

KEEPERS = (
    Keeper(
        "questions",
        _("Questions posées"),
        UNTIL_TAKEN_BACK,
        lambda actor: Question.objects.filter(asker=actor),
        told("post_id", "urgency", "state", "answerers", "seal", "outcome", "what_happened", "state_since"),
    ),
    Keeper(
        "drafts",
        _("Brouillons et messages programmés"),
        _("Trente jours, ou jusqu’à leur publication."),
        lambda actor: Unsent.objects.filter(owner=actor),
        told("fields", "publish_at", "updated_at"),
    ),
    Keeper(
        "pins", _("Messages épinglés"), UNTIL_TAKEN_BACK, lambda actor: Pin.objects.filter(actor=actor), told("post_id")
    ),
    Keeper(
        "ballots",
        _("Sondages auxquels vous avez pris part"),
        _("Avec le sondage. Ce que vous avez choisi n’est pas relié à vous."),
        lambda actor: Ballot.objects.filter(actor=actor),
        told("poll_id"),
    ),
    Keeper(
        "note_ratings",
        _("Notes jugées utiles ou non"),
        _("Avec la note."),
        lambda actor: NoteRating.objects.filter(actor=actor),
        told("note_id", "is_useful", "rated_at"),
    ),
    Keeper(
        "lists", _("Listes"), UNTIL_TAKEN_BACK, lambda actor: Roster.objects.filter(owner=actor), told("id", "name")
    ),
    Keeper(
        "list_members",
        _("Personnes dans vos listes"),
        UNTIL_TAKEN_BACK,
        lambda actor: RosterMember.objects.filter(roster__owner=actor),
        told("roster_id", "actor_id"),
    ),
    Keeper(
        "filters",
        _("Filtres de mots"),
        AS_LONG_AS_ON,
        lambda actor: Filter.objects.filter(actor=actor),
        told("name", "phrases", "places", "action", "until"),
    ),
    Keeper(
        "filtered_posts",
        _("Messages que vos filtres retiennent"),
        AS_LONG_AS_ON,
        lambda actor: FilteredPost.objects.filter(filter__actor=actor),
        told("filter_id", "post_id"),
    ),
    Keeper(
        "followed_tags",
        _("Mots-dièse suivis"),
        AS_LONG_AS_ON,
        lambda actor: FollowedTag.objects.filter(actor=actor),
        told("word", "created_at"),
    ),
    Keeper(
        "featured_tags",
        _("Mots-dièse mis en avant"),
        AS_LONG_AS_ON,
        lambda actor: FeaturedTag.objects.filter(actor=actor),
        told("word", "created_at"),
    ),
    Keeper(
        "profile_pictures",
        _("Images de profil"),
        AS_LONG_AS_ON,
        lambda actor: ProfilePicture.objects.filter(actor=actor),
        told("place", "file_id", "created_at"),
    ),
    Keeper(
        "quiet_threads",
        _("Fils mis en silence"),
        AS_LONG_AS_ON,
        lambda actor: ThreadMute.objects.filter(actor=actor),
        told("thread_id", "created_at"),
    ),
    Keeper(
        "notice_policy",
        _("Tri de vos avis"),
        AS_LONG_AS_ON,
        lambda actor: NoticePolicy.objects.filter(actor=actor),
        told(
            "for_not_following",
            "for_not_followers",
            "for_new_accounts",
            "for_private_mentions",
            "for_limited_accounts",
        ),
    ),
    Keeper(
        "notice_requests",
        _("Avis mis à part"),
        UNTIL_TAKEN_BACK,
        lambda actor: NoticeRequest.objects.filter(recipient=actor),
        told("sender_id", "count", "updated_at"),
    ),
    Keeper(
        "notice_passes",
        _("Personnes dont les avis passent toujours"),
        AS_LONG_AS_ON,
        lambda actor: NoticePass.objects.filter(recipient=actor),
        told("sender_id", "created_at"),
    ),
    Keeper(
        "announcements_seen",
        _("Annonces lues"),
        _("Avec l’annonce."),
        lambda actor: AnnouncementSeen.objects.filter(actor=actor),
        told("announcement_id", "seen_at"),
    ),
    Keeper(
        "announcement_reactions",
        _("Réactions aux annonces"),
        UNTIL_TAKEN_BACK,
        lambda actor: AnnouncementReaction.objects.filter(actor=actor),
        told("announcement_id", "emoji"),
    ),
    Keeper(
        "shield",
        _("Bouclier"),
        _("Sept jours."),
        lambda actor: Shield.objects.filter(actor=actor),
        told("lets_through", "begun_at", "ends_at"),
    ),
    Keeper(
        "push_subscriptions",
        _("Appareils qui reçoivent des avis"),
        AS_LONG_AS_ON,
        lambda actor: PushSubscription.objects.filter(actor=actor),
        told("device", "kinds", "created_at"),
    ),
    Keeper(
        "digests",
        _("Lettre de nouvelles"),
        AS_LONG_AS_ON,
        lambda actor: Digest.objects.filter(actor=actor),
        told("frequency", "due_at"),
    ),
    Keeper(
        "feed_keys",
        _("Adresses de flux personnelles"),
        AS_LONG_AS_ON,
        lambda actor: FeedKey.objects.filter(actor=actor),
        told("group_id", "made_at"),
    ),
    Keeper(
        "facets",
        _("Ce que vous révélez pour trouver des personnes comme vous"),
        _("Jusqu’à ce que vous le repreniez, aussitôt."),
        lambda actor: Facet.objects.filter(actor=actor),
        told("kind", "shown"),
    ),
    Keeper(
        "revealing",
        _("Depuis quand vous le révélez"),
        _("Jusqu’à ce que vous le repreniez, aussitôt."),
        lambda actor: Revealing.objects.filter(actor=actor),
        told("since", "count"),
    ),
)
