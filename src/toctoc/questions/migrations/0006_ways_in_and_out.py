import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import toctoc.kernel.clock
import toctoc.kernel.ids

# The hashtags by which French doctors and pharmacists have knocked since 2012, and the place's own bot.
HISTORIC = (
    ("#doctoctoc", "doctor", "diagnostic"),
    ("#pharmatoctoc", "pharmacist", "medicament"),
    ("@toctoc", "", "exercice"),
)


def seed(apps, schema_editor):
    """Let the words that people know open questions."""
    words = apps.get_model("questions", "KnockWord")
    for word, profession, topic in HISTORIC:
        words.objects.get_or_create(word=word, defaults={"profession": profession, "topic": topic})


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0015_alerts_are_notified"),
        ("people", "0010_accounts_say_how_they_began"),
        ("questions", "0005_practice_sheets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KnockWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=50, unique=True, verbose_name="mot")),
                ("profession", models.CharField(blank=True, default="", max_length=30, verbose_name="profession")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("diagnostic", "Diagnostic"),
                            ("traitement", "Traitement"),
                            ("suivi-chronique", "Suivi chronique"),
                            ("assureur", "Assureur"),
                            ("legal", "Légal"),
                            ("exercice", "Exercice"),
                            ("materiel", "Matériel"),
                            ("numerique", "Numérique"),
                            ("physiologie", "Physiologie"),
                            ("ordre", "Ordre"),
                            ("vaccin", "Vaccin"),
                            ("prevention", "Prévention"),
                            ("maieutique", "Maïeutique"),
                            ("universitaire", "Universitaire"),
                            ("documentation", "Documentation"),
                            ("formation", "Formation"),
                            ("medicament", "Médicament"),
                            ("cardiologie", "Cardiologie"),
                            ("dermatologie", "Dermatologie"),
                            ("pediatrie", "Pédiatrie"),
                            ("geriatrie", "Gériatrie"),
                            ("gynecologie", "Gynécologie"),
                            ("psychiatrie", "Psychiatrie"),
                            ("neurologie", "Neurologie"),
                            ("pneumologie", "Pneumologie"),
                            ("rhumatologie", "Rhumatologie"),
                            ("endocrinologie", "Endocrinologie"),
                            ("gastro-enterologie", "Gastro-entérologie"),
                            ("nephrologie", "Néphrologie"),
                            ("urologie", "Urologie"),
                            ("orl", "ORL"),
                            ("ophtalmologie", "Ophtalmologie"),
                            ("infectiologie", "Infectiologie"),
                            ("allergologie", "Allergologie"),
                            ("oncologie", "Oncologie"),
                            ("hematologie", "Hématologie"),
                            ("urgences", "Urgences"),
                            ("soins-palliatifs", "Soins palliatifs"),
                            ("addictologie", "Addictologie"),
                            ("odontologie", "Odontologie"),
                            ("plaies", "Plaies et pansements"),
                            ("reeducation", "Rééducation"),
                            ("aide-a-domicile", "Aide à domicile"),
                        ],
                        max_length=30,
                        verbose_name="thème sans autre indice",
                    ),
                ),
                ("is_open", models.BooleanField(default=True, verbose_name="ouvre des questions")),
            ],
            options={
                "verbose_name": "mot qui frappe",
                "verbose_name_plural": "mots qui frappent",
            },
        ),
        migrations.CreateModel(
            name="LetterReader",
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
                ("since", models.DateTimeField(default=toctoc.kernel.clock.now)),
            ],
            options={
                "verbose_name": "lecteur de courriels sur les questions",
                "verbose_name_plural": "lecteurs de courriels sur les questions",
            },
        ),
        migrations.CreateModel(
            name="Opening",
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
                ("word", models.CharField(max_length=50)),
                ("opened_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "message devenu question",
                "verbose_name_plural": "messages devenus questions",
            },
        ),
        migrations.CreateModel(
            name="BoostRule",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.CharField(max_length=4000)),
                ("why", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "proposée"), ("active", "en vigueur"), ("past", "passée")],
                        default="proposed",
                        max_length=8,
                    ),
                ),
                ("proposed_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                ("activated_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "activated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "règle de relais",
                "verbose_name_plural": "règles de relais",
            },
        ),
        migrations.CreateModel(
            name="Boost",
            fields=[
                (
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="boost",
                        serialize=False,
                        to="questions.question",
                    ),
                ),
                ("because", models.TextField()),
                (
                    "post",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="community.post",
                    ),
                ),
                ("boosted_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="boosts", to="questions.boostrule"
                    ),
                ),
            ],
            options={
                "verbose_name": "question relayée",
                "verbose_name_plural": "questions relayées",
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                (
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="pledge",
                        serialize=False,
                        to="questions.question",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("survey", "Enquête"), ("thesis", "Questionnaire de thèse")], max_length=6
                    ),
                ),
                ("is_declared", models.BooleanField(default=False)),
                ("recognised_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                ("promised_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "promesses attendues"),
                            ("open", "promesses en cours"),
                            ("kept", "promesses tenues"),
                            ("late", "résultat en retard"),
                            ("broken", "promesses non tenues"),
                        ],
                        default="asked",
                        max_length=8,
                    ),
                ),
                ("reminders", models.PositiveSmallIntegerField(default=0)),
                ("kept_at", models.DateTimeField(null=True)),
                (
                    "asker",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.actor"),
                ),
                (
                    "result",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="community.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "promesse d’enquête",
                "verbose_name_plural": "promesses d’enquête",
            },
        ),
        migrations.CreateModel(
            name="ReceivedLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                ("sender", models.BinaryField(max_length=32)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("answered", "publiée"),
                            ("waiting", "en attente de relecture"),
                            ("refused", "refusée"),
                        ],
                        max_length=10,
                    ),
                ),
                ("came_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                (
                    "answer",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="community.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "courriel reçu",
                "verbose_name_plural": "courriels reçus",
            },
        ),
        migrations.CreateModel(
            name="WaitingAnswer",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField()),
                ("came_at", models.DateTimeField(db_index=True, default=toctoc.kernel.clock.now)),
                (
                    "owner",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.actor"),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="questions.question"
                    ),
                ),
            ],
            options={
                "verbose_name": "réponse en attente",
                "verbose_name_plural": "réponses en attente",
            },
        ),
        migrations.AddConstraint(
            model_name="boostrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "active")), fields=("state",), name="questions_rule_active"
            ),
        ),
        migrations.AddIndex(
            model_name="pledge",
            index=models.Index(fields=["state", "due_at"], name="questions_pledge_due"),
        ),
        migrations.AddIndex(
            model_name="receivedletter",
            index=models.Index(fields=["sender", "came_at"], name="questions_letter_sender"),
        ),
        migrations.AddIndex(
            model_name="receivedletter",
            index=models.Index(fields=["came_at"], name="questions_letter_old"),
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
