from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0003_alerts_and_duty'),
    ]

    operations = [
        migrations.AddField(
            model_name='alert',
            name='others',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
