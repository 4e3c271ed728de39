import django.db.models.deletion
import toctoc.kernel.clock
import toctoc.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0010_accounts_say_how_they_began"),
        ("questions", "0006_ways_in_and_out"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Availability",
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
                ("zone", models.CharField(default="Europe/Paris", max_length=40)),
                ("hours", models.CharField(blank=True, default="", max_length=400)),
                ("quiet_until", models.DateTimeField(blank=True, null=True)),
                ("on_duty_until", models.DateTimeField(blank=True, null=True)),
                ("daily_load", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("languages", models.CharField(blank=True, default="", max_length=60)),
                ("departments", models.CharField(blank=True, default="", max_length=60)),
                ("is_shown", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "disponibilité",
                "verbose_name_plural": "disponibilités",
            },
        ),
        migrations.CreateModel(
            name="CalendarKey",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("made_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                (
                    "actor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.actor"
                    ),
                ),
            ],
            options={
                "verbose_name": "adresse d’agenda",
                "verbose_name_plural": "adresses d’agenda",
            },
        ),
        migrations.CreateModel(
            name="OwnCalendar",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.BinaryField(default=b"")),
                ("digest", models.BinaryField(max_length=32)),
                ("due_at", models.DateTimeField(null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("trouble", models.CharField(blank=True, default="", max_length=20)),
                ("read_at", models.DateTimeField(null=True)),
                ("unread", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                (
                    "actor",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.actor"
                    ),
                ),
            ],
            options={
                "verbose_name": "agenda lu",
                "verbose_name_plural": "agendas lus",
            },
        ),
        migrations.CreateModel(
            name="BusyTime",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "actor",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.actor"
                    ),
                ),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="busy", to="questions.owncalendar"
                    ),
                ),
            ],
            options={
                "verbose_name": "temps pris",
                "verbose_name_plural": "temps pris",
            },
        ),
        migrations.CreateModel(
            name="Pool",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("department", models.CharField(blank=True, default="", max_length=3, verbose_name="département")),
                ("profession", models.CharField(blank=True, default="", max_length=30, verbose_name="profession")),
                ("specialty", models.CharField(blank=True, default="", max_length=30, verbose_name="spécialité")),
                ("zone", models.CharField(default="Europe/Paris", max_length=40, verbose_name="fuseau horaire")),
                ("made_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "tour de garde",
                "verbose_name_plural": "tours de garde",
            },
        ),
        migrations.CreateModel(
            name="DutyTurn",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("told", models.PositiveSmallIntegerField(default=0)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.actor",
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turns",
                        to="questions.pool",
                    ),
                ),
            ],
            options={
                "verbose_name": "garde",
                "verbose_name_plural": "gardes",
            },
        ),
        migrations.CreateModel(
            name="PoolMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("joined_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                (
                    "actor",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.actor"),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="questions.pool",
                    ),
                ),
            ],
            options={
                "verbose_name": "membre d’un tour de garde",
                "verbose_name_plural": "membres des tours de garde",
            },
        ),
        migrations.CreateModel(
            name="Swap",
            fields=[
                (
                    "turn",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="swap",
                        serialize=False,
                        to="questions.dutyturn",
                    ),
                ),
                ("offered_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                (
                    "offered_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.actor"),
                ),
                (
                    "wanted",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="questions.dutyturn",
                    ),
                ),
            ],
            options={
                "verbose_name": "échange de garde",
                "verbose_name_plural": "échanges de garde",
            },
        ),
        migrations.AddIndex(
            model_name="owncalendar",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False)), fields=["due_at"], name="questions_calendar_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="owncalendar",
            constraint=models.UniqueConstraint(fields=("actor", "digest"), name="questions_calendar_once"),
        ),
        migrations.AddIndex(
            model_name="busytime",
            index=models.Index(fields=["actor", "ends_at"], name="questions_busy_when"),
        ),
        migrations.AddConstraint(
            model_name="pool",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("department", "profession", "specialty"),
                name="questions_pool_once",
            ),
        ),
        migrations.AddIndex(
            model_name="dutyturn",
            index=models.Index(fields=["pool", "ends_at"], name="questions_turn_when"),
        ),
        migrations.AddIndex(
            model_name="dutyturn",
            index=models.Index(fields=["holder", "ends_at"], name="questions_turn_of"),
        ),
        migrations.AddIndex(
            model_name="dutyturn",
            index=models.Index(
                condition=models.Q(("holder__isnull", True)), fields=["starts_at"], name="questions_turn_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyturn",
            constraint=models.UniqueConstraint(fields=("pool", "starts_at"), name="questions_turn_once"),
        ),
        migrations.AddConstraint(
            model_name="dutyturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="questions_turn_lasts"
            ),
        ),
        migrations.AddConstraint(
            model_name="poolmember",
            constraint=models.UniqueConstraint(fields=("pool", "actor"), name="questions_pool_member_once"),
        ),
    ]
