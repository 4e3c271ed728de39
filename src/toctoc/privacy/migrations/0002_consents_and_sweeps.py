
import django.db.models.deletion
import toctoc.kernel.clock
import toctoc.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0010_accounts_say_how_they_began'),
        ('privacy', '0001_assurances'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sweep',
            fields=[
                ('kind', models.CharField(max_length=30, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('erased', models.PositiveIntegerField(default=0)),
                ('erased_in_all', models.PositiveBigIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'effacement',
                'verbose_name_plural': 'effacements',
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(max_length=30)),
                ('version', models.PositiveSmallIntegerField()),
                ('given_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('actor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='people.actor')),
            ],
            options={
                'verbose_name': 'consentement donné',
                'verbose_name_plural': 'consentements donnés',
                'indexes': [models.Index(fields=['actor', 'id'], name='privacy_consent_actor'), models.Index(fields=['purpose', 'version'], name='privacy_consent_version'), models.Index(condition=models.Q(('withdrawn_at__isnull', False)), fields=['withdrawn_at'], name='privacy_consent_ended')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('actor', 'purpose'), name='privacy_consent_once')],
            },
        ),
    ]
