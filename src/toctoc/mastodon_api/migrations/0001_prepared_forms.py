import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("community", "0020_practice_sheets"),
        ("people", "0010_accounts_say_how_they_began"),
    ]

    operations = [
        migrations.CreateModel(
            name="StatusForm",
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
                ("json", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="AccountForm",
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
                ("json", models.TextField()),
            ],
        ),
    ]
