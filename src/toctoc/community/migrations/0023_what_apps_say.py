from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0022_boosts"),
    ]

    operations = [
        migrations.AddField(
            model_name="post",
            name="is_sensitive",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="poll",
            name="hides_totals",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
