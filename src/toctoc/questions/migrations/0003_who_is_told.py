import datetime

import django.db.models.deletion
import toctoc.kernel.clock
import toctoc.kernel.ids
from django.db import migrations, models

# Those who proved a profession before this step; what they answered is counted by the nightly task.
PEERS = """
INSERT INTO questions_peer (actor_id, profession, specialty, habit, last_invited_at, invited_count, answered_count)
SELECT id, proved_profession,
CASE WHEN proved_specialty <> '' THEN proved_specialty WHEN profession = proved_profession THEN specialty ELSE '' END,
0, '1970-01-01 00:00:00', 0, 0
FROM people_actor WHERE proved_profession <> '' AND account_id IS NOT NULL AND left_at IS NULL AND kind = 'person'
"""
CIRCLES = [
    ("specialty", "la spécialité"),
    ("neighbours", "les spécialités voisines"),
    ("profession", "toute la profession"),
    ("partners", "les serveurs partenaires"),
    ("duty", "les tours de garde"),
]
REPLIES = [
    ("", "en attente"),
    ("answered", "répondue"),
    ("passed", "passée"),
    ("busy", "occupé cette semaine"),
    ("ended", "la question n’attend plus"),
    ("withdrawn", "retirée"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0010_accounts_say_how_they_began"),
        ("questions", "0002_audiences_of_several_professions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Peer",
            fields=[
                (
                    "actor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.actor",
                    ),
                ),
                ("profession", models.CharField(max_length=30)),
                ("specialty", models.CharField(blank=True, default="", max_length=30)),
                ("habit", models.FloatField(default=0.0)),
                ("last_answer_at", models.DateTimeField(null=True)),
                (
                    "last_invited_at",
                    models.DateTimeField(default=datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)),
                ),
                ("invited_count", models.PositiveIntegerField(default=0)),
                ("answered_count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "pair",
                "verbose_name_plural": "pairs",
                "indexes": [
                    models.Index(fields=["profession", "specialty", "habit"], name="questions_peer_near_habit"),
                    models.Index(
                        fields=["profession", "specialty", "last_invited_at"], name="questions_peer_near_turn"
                    ),
                    models.Index(fields=["profession", "habit"], name="questions_peer_habit"),
                    models.Index(fields=["profession", "last_invited_at"], name="questions_peer_turn"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wave",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("turn", models.PositiveSmallIntegerField(default=1)),
                ("step", models.PositiveSmallIntegerField(default=0)),
                ("circle", models.CharField(choices=CIRCLES, max_length=10)),
                ("due_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                ("sent_at", models.DateTimeField(null=True)),
                ("invited_count", models.PositiveIntegerField(default=0)),
                ("read_count", models.PositiveIntegerField(default=0)),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="waves", to="questions.question"
                    ),
                ),
            ],
            options={
                "verbose_name": "vague",
                "verbose_name_plural": "vagues",
                "indexes": [
                    models.Index(condition=models.Q(("sent_at", None)), fields=["due_at"], name="questions_wave_due")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("sent_at", None)), fields=("question",), name="questions_wave_planned"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reasons", models.JSONField(default=list)),
                ("is_newcomer_seat", models.BooleanField(default=False)),
                ("invited_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                ("read_at", models.DateTimeField(null=True)),
                ("reply", models.CharField(blank=True, choices=REPLIES, default="", max_length=9)),
                ("replied_at", models.DateTimeField(null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.actor",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="questions.question",
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="questions.wave"
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "indexes": [
                    models.Index(fields=["actor", "invited_at"], name="questions_invited_load"),
                    models.Index(
                        condition=models.Q(("reply", "")), fields=["actor", "id"], name="questions_invited_open"
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("question", "actor"), name="questions_invited_once")],
            },
        ),
        migrations.AddField(model_name="question", name="gave_up_at", field=models.DateTimeField(null=True)),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("gave_up_at__isnull", True), ("state", "unanswered")),
                fields=["state_since"],
                name="questions_to_give_up",
            ),
        ),
        migrations.RunSQL(PEERS, "DELETE FROM questions_peer", elidable=True),
    ]
