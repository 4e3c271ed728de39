
import django.db.models.deletion
import toctoc.kernel.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_seals_say_only_what_was_proved'),
    ]

    operations = [
        migrations.CreateModel(
            name='AcceptedAttestation',
            fields=[
                ('proof', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='people.proof')),
                ('domain', models.CharField(db_index=True, max_length=255)),
                ('document', models.TextField()),
                ('list_address', models.CharField(max_length=500)),
                ('checked_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'attestation acceptée',
                'verbose_name_plural': 'attestations acceptées',
            },
        ),
        migrations.CreateModel(
            name='ActorKey',
            fields=[
                ('actor', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='people.actor')),
                ('public', models.CharField(max_length=60)),
                ('sealed', models.BinaryField(default=b'')),
                ('address', models.CharField(blank=True, default='', max_length=500)),
            ],
            options={
                'verbose_name': 'clé d’un acteur',
                'verbose_name_plural': 'clés des acteurs',
            },
        ),
        migrations.CreateModel(
            name='StatusList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prepared', models.BinaryField(default=b'')),
                ('prepared_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'liste de statuts',
                'verbose_name_plural': 'listes de statuts',
            },
        ),
        migrations.CreateModel(
            name='ServerKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public', models.CharField(max_length=60, unique=True)),
                ('sealed', models.BinaryField()),
                ('is_current', models.BooleanField(default=True)),
                ('made_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
            ],
            options={
                'verbose_name': 'clé du serveur',
                'verbose_name_plural': 'clés du serveur',
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('is_current',), name='people_server_key_one_current')],
            },
        ),
        migrations.CreateModel(
            name='TrustedServer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(max_length=255, unique=True, verbose_name='serveur')),
                ('pinned_keys', models.TextField(blank=True, default='')),
                ('fetched_keys', models.TextField(blank=True, default='')),
                ('fetched_at', models.DateTimeField(null=True)),
                ('professions', models.TextField()),
                ('paths', models.TextField()),
                ('longest_days', models.PositiveSmallIntegerField()),
                ('decided_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'serveur cru',
                'verbose_name_plural': 'serveurs crus',
            },
        ),
        migrations.CreateModel(
            name='IssuedAttestation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('index', models.PositiveIntegerField()),
                ('ends_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('proof', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.proof')),
                ('status_list', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.statuslist')),
            ],
            options={
                'verbose_name': 'attestation délivrée',
                'verbose_name_plural': 'attestations délivrées',
                'indexes': [models.Index(fields=['ends_at'], name='people_issued_ending')],
                'constraints': [models.UniqueConstraint(fields=('status_list', 'index'), name='people_issued_index_once')],
            },
        ),
    ]
