import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import toctoc.kernel.clock

# What was given before this step: who answered which question, and the figures of each.
HELPERS = """
INSERT INTO questions_givenhelp (question_id, actor_id, answers, crossed, is_closed)
SELECT p.thread_id, p.author_id, count(*),
CASE WHEN h.proved_profession <> '' AND a.proved_profession <> h.proved_profession THEN a.proved_profession ELSE '' END,
q.state = 'closed'
FROM community_post p
JOIN questions_question q ON q.post_id = p.thread_id
JOIN people_actor a ON a.id = q.asker_id
JOIN people_actor h ON h.id = p.author_id
WHERE p.reply_to_id IS NOT NULL AND p.deleted_at IS NULL AND p.kind = 'post' AND p.author_id <> q.asker_id
GROUP BY p.thread_id, p.author_id, q.state, h.proved_profession, a.proved_profession
"""
COUNTS = """
INSERT INTO questions_helpcount (actor_id, thanked, closed, bridged)
SELECT actor_id, 0, sum(CASE WHEN is_closed THEN 1 ELSE 0 END), count(DISTINCT NULLIF(crossed, ''))
FROM questions_givenhelp GROUP BY actor_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0017_thanks_and_outcomes"),
        ("people", "0010_accounts_say_how_they_began"),
        ("questions", "0003_who_is_told"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ApartAnswer",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="community.post",
                    ),
                ),
                (
                    "reason",
                    models.CharField(choices=[("sealed", "scellée"), ("outside", "de l’extérieur")], max_length=7),
                ),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "réponse à part",
                "verbose_name_plural": "réponses à part",
            },
        ),
        migrations.CreateModel(
            name="HelpCount",
            fields=[
                (
                    "actor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="help_count",
                        serialize=False,
                        to="people.actor",
                    ),
                ),
                ("thanked", models.PositiveIntegerField(default=0)),
                ("closed", models.PositiveIntegerField(default=0)),
                ("bridged", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "aide comptée",
                "verbose_name_plural": "aides comptées",
            },
        ),
        migrations.CreateModel(
            name="GivenHelp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answers", models.PositiveIntegerField(default=0)),
                ("crossed", models.CharField(blank=True, default="", max_length=40)),
                ("is_closed", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "aide donnée à une question",
                "verbose_name_plural": "aides données à des questions",
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(choices=[("agree", "D’accord"), ("disagree", "Pas d’accord")], max_length=8)),
                ("is_professional", models.BooleanField()),
                ("given_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
            ],
            options={
                "verbose_name": "avis sur une réponse",
                "verbose_name_plural": "avis sur des réponses",
            },
        ),
        migrations.CreateModel(
            name="Thanks",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="community.post",
                    ),
                ),
                ("given_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
            ],
            options={
                "verbose_name": "merci",
                "verbose_name_plural": "mercis",
            },
        ),
        migrations.AddField(
            model_name="question",
            name="answerers",
            field=models.CharField(
                choices=[
                    ("readers", "Toutes les personnes qui lisent"),
                    ("professionals", "Les professionnels vérifiés"),
                ],
                db_default="readers",
                default="readers",
                max_length=13,
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="remind_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="question",
            name="reminded",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="question",
            name="seal",
            field=models.CharField(
                choices=[
                    ("none", "Réponses visibles"),
                    ("sealed", "Réponses scellées"),
                    ("opened", "Réponses ouvertes"),
                ],
                db_default="none",
                default="none",
                max_length=6,
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="what_happened",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("remind_at__isnull", False)), fields=["remind_at"], name="questions_to_remind"
            ),
        ),
        migrations.AddField(
            model_name="apartanswer",
            name="question",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="apart",
                to="questions.question",
            ),
        ),
        migrations.AddField(
            model_name="givenhelp",
            name="actor",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.actor"
            ),
        ),
        migrations.AddField(
            model_name="givenhelp",
            name="question",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="helpers",
                to="questions.question",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="actor",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.actor"),
        ),
        migrations.AddField(
            model_name="opinion",
            name="post",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.post"
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="opinions", to="questions.question"
            ),
        ),
        migrations.AddField(
            model_name="thanks",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="thanks", to="questions.question"
            ),
        ),
        migrations.AddIndex(
            model_name="apartanswer",
            index=models.Index(fields=["question", "post"], name="questions_apart_in"),
        ),
        migrations.AddIndex(
            model_name="givenhelp",
            index=models.Index(fields=["actor", "crossed"], name="questions_helper_crossed"),
        ),
        migrations.AddConstraint(
            model_name="givenhelp",
            constraint=models.UniqueConstraint(fields=("question", "actor"), name="questions_helper_once"),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.UniqueConstraint(fields=("post", "account"), name="questions_opinion_once"),
        ),
        migrations.RunSQL(HELPERS, migrations.RunSQL.noop),
        migrations.RunSQL(COUNTS, migrations.RunSQL.noop),
    ]
