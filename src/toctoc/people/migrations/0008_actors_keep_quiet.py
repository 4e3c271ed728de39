
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_places_and_blocks'),
    ]

    operations = [
        migrations.AddField(
            model_name='actor',
            name='quiet_version',
            field=models.BigIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name='mute',
            name='hides_notifications',
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddIndex(
            model_name='mute',
            index=models.Index(condition=models.Q(('until__isnull', False)), fields=['until'], name='people_mute_ends'),
        ),
    ]
