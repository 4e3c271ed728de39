
import django.db.models.deletion
import toctoc.kernel.clock
import toctoc.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0010_accounts_say_how_they_began'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assured',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('subject', models.CharField(max_length=40)),
                ('kept', models.JSONField(default=list)),
                ('read', models.JSONField(default=list)),
                ('recognisable', models.CharField(blank=True, choices=[('yes', 'oui'), ('no', 'non'), ('not_asked', 'pas demandé')], default='', max_length=10)),
                ('agreed', models.CharField(blank=True, choices=[('yes', 'oui'), ('no', 'non'), ('not_asked', 'pas demandé')], default='', max_length=10)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('is_waiting', models.BooleanField(default=False)),
                ('at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assured', to='people.actor')),
            ],
            options={
                'verbose_name': 'assurance',
                'verbose_name_plural': 'assurances',
                'indexes': [models.Index(fields=['subject', 'id'], name='privacy_assured_subject'), models.Index(fields=['actor', 'id'], name='privacy_assured_actor')],
            },
        ),
    ]
