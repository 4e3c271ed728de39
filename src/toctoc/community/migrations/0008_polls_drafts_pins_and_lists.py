import django.db.models.deletion
import toctoc.kernel.clock
import toctoc.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0007_notes_references_and_experience"),
    ]

    operations = [
        migrations.CreateModel(
            name="Poll",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="poll",
                        serialize=False,
                        to="community.post",
                    ),
                ),
                ("is_multiple", models.BooleanField(default=False)),
                ("closes_at", models.DateTimeField()),
                ("voters_count", models.PositiveIntegerField(default=0)),
                ("told_up_to", models.BigIntegerField(default=0)),
            ],
            options={
                "verbose_name": "sondage",
                "verbose_name_plural": "sondages",
            },
        ),
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(
                choices=[
                    ("mention", "vous nomme"),
                    ("reply", "vous répond"),
                    ("favourite", "trouve votre message utile"),
                    ("follow", "vous suit"),
                    ("answer", "répond à une question que vous suivez"),
                    ("question", "fait avancer une question que vous suivez"),
                    ("quote", "cite votre message"),
                    ("poll", "clôt un sondage auquel vous avez pris part"),
                    ("note", "éclaire votre message d’une note"),
                    ("group", "vous attend dans un groupe"),
                    ("welcome", "attend un mot de bienvenue"),
                    ("event", "annonce un rendez-vous"),
                    ("message", "vous écrit"),
                    ("held", "Votre message programmé n’a pas paru : il vous attend"),
                    ("decision", "La modération vous doit une explication"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Roster",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                (
                    "owner",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.actor"),
                ),
            ],
            options={
                "verbose_name": "liste",
                "verbose_name_plural": "listes",
            },
        ),
        migrations.CreateModel(
            name="RosterMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "actor",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.actor"),
                ),
                (
                    "roster",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="community.roster",
                    ),
                ),
            ],
            options={
                "verbose_name": "membre d’une liste",
                "verbose_name_plural": "membres d’une liste",
            },
        ),
        migrations.CreateModel(
            name="Unsent",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fields", models.TextField()),
                ("meant", models.TextField(blank=True, default="")),
                ("publish_at", models.DateTimeField(blank=True, null=True)),
                ("updated_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.actor"
                    ),
                ),
            ],
            options={
                "verbose_name": "brouillon",
                "verbose_name_plural": "brouillons",
            },
        ),
        migrations.CreateModel(
            name="Pin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "actor",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.actor"
                    ),
                ),
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pin", to="community.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "message épinglé",
                "verbose_name_plural": "messages épinglés",
                "indexes": [models.Index(fields=["actor", "id"], name="community_pin_of")],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "actor",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.actor"),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ballots",
                        to="community.poll",
                    ),
                ),
            ],
            options={
                "verbose_name": "participation à un sondage",
                "verbose_name_plural": "participations à un sondage",
                "constraints": [models.UniqueConstraint(fields=("poll", "actor"), name="community_ballot_once")],
            },
        ),
        migrations.CreateModel(
            name="PollOption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=100)),
                ("votes_count", models.PositiveIntegerField(default=0)),
                (
                    "poll",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="community.poll",
                    ),
                ),
            ],
            options={
                "verbose_name": "réponse d’un sondage",
                "verbose_name_plural": "réponses d’un sondage",
                "constraints": [models.UniqueConstraint(fields=("poll", "position"), name="community_option_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="roster",
            constraint=models.UniqueConstraint(fields=("owner", "name"), name="community_roster_once"),
        ),
        migrations.AddConstraint(
            model_name="rostermember",
            constraint=models.UniqueConstraint(fields=("roster", "actor"), name="community_roster_member_once"),
        ),
        migrations.AddIndex(
            model_name="unsent",
            index=models.Index(fields=["owner", "id"], name="community_unsent_of"),
        ),
        migrations.AddIndex(
            model_name="unsent",
            index=models.Index(
                condition=models.Q(("publish_at", None)), fields=["updated_at"], name="community_unsent_old"
            ),
        ),
    ]
