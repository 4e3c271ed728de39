import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0023_what_apps_say"),
        ("mastodon_api", "0002_marks_and_alerts"),
        migrations.swappable_dependency("oauth2_provider.Application"),
    ]

    operations = [
        migrations.CreateModel(
            name="PostedWith",
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
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="oauth2_provider.application",
                    ),
                ),
            ],
        ),
    ]
