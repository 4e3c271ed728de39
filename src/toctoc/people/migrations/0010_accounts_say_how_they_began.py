
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0009_actors_are_limited'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='registered_itself',
            field=models.BooleanField(db_default=False, default=False, verbose_name='inscrit par la page'),
        ),
    ]
