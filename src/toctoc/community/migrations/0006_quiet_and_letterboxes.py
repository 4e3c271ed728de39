
import django.db.models.deletion
import toctoc.kernel.clock
import toctoc.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0005_audiences_are_written_out'),
        ('people', '0008_actors_keep_quiet'),
    ]

    operations = [
        migrations.CreateModel(
            name='Filter',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60)),
                ('phrases', models.TextField()),
                ('places', models.CharField(max_length=60)),
                ('action', models.CharField(choices=[('fold', 'le replier, avec le nom du filtre'), ('hide', 'ne pas l’afficher')], default='fold', max_length=5)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=toctoc.kernel.clock.now, editable=False)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
            ],
            options={
                'verbose_name': 'filtre',
                'verbose_name_plural': 'filtres',
            },
        ),
        migrations.CreateModel(
            name='PushKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public', models.CharField(max_length=100)),
                ('sealed', models.BinaryField()),
                ('is_current', models.BooleanField(default=True)),
                ('made_at', models.DateTimeField(default=toctoc.kernel.clock.now, editable=False)),
            ],
            options={
                'verbose_name': 'clé des alertes',
                'verbose_name_plural': 'clés des alertes',
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('is_current',), name='community_pushkey_current')],
            },
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('frequency', models.CharField(choices=[('never', 'jamais'), ('daily', 'chaque matin'), ('weekly', 'chaque lundi matin')], default='never', max_length=6)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('told_up_to', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('actor', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
            ],
            options={
                'verbose_name': 'résumé par courriel',
                'verbose_name_plural': 'résumés par courriel',
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='community_digest_due')],
            },
        ),
        migrations.CreateModel(
            name='FeedKey',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('made_at', models.DateTimeField(default=toctoc.kernel.clock.now, editable=False)),
                ('actor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
            ],
            options={
                'verbose_name': 'adresse de flux',
                'verbose_name_plural': 'adresses de flux',
                'constraints': [models.UniqueConstraint(fields=('actor', 'group'), name='community_feedkey_once')],
            },
        ),
        migrations.CreateModel(
            name='PushSubscription',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('endpoint_digest', models.BinaryField(max_length=32)),
                ('sealed', models.BinaryField()),
                ('kinds', models.CharField(max_length=300)),
                ('device', models.CharField(blank=True, default='', max_length=60)),
                ('created_at', models.DateTimeField(default=toctoc.kernel.clock.now, editable=False)),
                ('actor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
            ],
            options={
                'verbose_name': 'appareil à prévenir',
                'verbose_name_plural': 'appareils à prévenir',
                'constraints': [models.UniqueConstraint(fields=('actor', 'endpoint_digest'), name='community_push_once')],
            },
        ),
        migrations.CreateModel(
            name='ThreadMute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=toctoc.kernel.clock.now, editable=False)),
                ('actor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.post')),
            ],
            options={
                'verbose_name': 'fil en silence',
                'verbose_name_plural': 'fils en silence',
                'constraints': [models.UniqueConstraint(fields=('actor', 'thread'), name='community_threadmute_once')],
            },
        ),
    ]
