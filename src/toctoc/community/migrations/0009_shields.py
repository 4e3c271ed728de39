import django.db.models.deletion
from django.db import migrations, models

import toctoc.kernel.clock


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0008_polls_drafts_pins_and_lists"),
        ("people", "0009_actors_are_limited"),
    ]

    operations = [
        migrations.CreateModel(
            name="Shield",
            fields=[
                (
                    "actor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="shield",
                        serialize=False,
                        to="people.actor",
                    ),
                ),
                (
                    "lets_through",
                    models.CharField(
                        choices=[
                            ("followed", "celles et ceux que je suis"),
                            ("proved", "celles et ceux que je suis, et les professionnels vérifiés"),
                            ("nobody", "personne"),
                        ],
                        default="followed",
                        max_length=10,
                    ),
                ),
                ("begun_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                ("ends_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name": "bouclier",
                "verbose_name_plural": "boucliers",
            },
        ),
    ]
