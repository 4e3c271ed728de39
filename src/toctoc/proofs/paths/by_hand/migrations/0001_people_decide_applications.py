
import django.db.models.deletion
import toctoc.kernel.clock
import toctoc.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0003_fill_the_lives_of_proofs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('profession', models.CharField(max_length=30)),
                ('specialty', models.CharField(blank=True, default='', max_length=30)),
                ('means', models.CharField(max_length=20)),
                ('words', models.CharField(blank=True, default='', max_length=600)),
                ('phrase', models.CharField(blank=True, default='', max_length=60)),
                ('state', models.CharField(default='waiting', max_length=12)),
                ('examination', models.PositiveSmallIntegerField(default=1)),
                ('state_since', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('version', models.PositiveIntegerField(default=0)),
                ('reason', models.CharField(blank=True, default='', max_length=20)),
                ('sentence', models.CharField(blank=True, default='', max_length=300)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
                ('held_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'demande',
                'verbose_name_plural': 'demandes',
            },
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('doubt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.proofmove')),
                ('moderator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'confirmation',
                'verbose_name_plural': 'confirmations',
            },
        ),
        migrations.CreateModel(
            name='Exchange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_from_moderation', models.BooleanField()),
                ('words', models.CharField(max_length=600)),
                ('written_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exchanges', to='proof_by_hand.application')),
            ],
            options={
                'verbose_name': 'échange',
                'verbose_name_plural': 'échanges',
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(blank=True, default='', max_length=12)),
                ('after', models.CharField(max_length=12)),
                ('examination', models.PositiveSmallIntegerField()),
                ('moved_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='proof_by_hand.application')),
                ('holder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('moved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'étape d’une demande',
                'verbose_name_plural': 'étapes des demandes',
            },
        ),
        migrations.CreateModel(
            name='Voice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('examination', models.PositiveSmallIntegerField()),
                ('is_yes', models.BooleanField()),
                ('note', models.CharField(blank=True, default='', max_length=300)),
                ('given_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='proof_by_hand.application')),
                ('moderator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'avis',
                'verbose_name_plural': 'avis',
            },
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['state', 'id'], name='proof_by_hand_queue'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['actor', '-id'], name='proof_by_hand_of'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'second', 'taken', 'confirming', 'unclear'])), fields=('actor',), name='proof_by_hand_one_open'),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.UniqueConstraint(fields=('doubt', 'moderator'), name='proof_by_hand_confirms_once'),
        ),
        migrations.AddIndex(
            model_name='step',
            index=models.Index(fields=['after', 'moved_at'], name='proof_by_hand_step_month'),
        ),
        migrations.AddConstraint(
            model_name='voice',
            constraint=models.UniqueConstraint(fields=('application', 'examination', 'moderator'), name='proof_by_hand_one_voice_each'),
        ),
    ]
