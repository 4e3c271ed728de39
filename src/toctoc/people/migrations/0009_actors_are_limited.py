from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_actors_keep_quiet"),
    ]

    operations = [
        migrations.AddField(
            model_name="actor",
            name="limited_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="actor",
            index=models.Index(
                condition=models.Q(("limited_at__isnull", False)), fields=["id"], name="people_actor_limited"
            ),
        ),
    ]
