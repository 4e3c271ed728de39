import django.db.models.deletion
import toctoc.kernel.clock
import toctoc.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0010_accounts_say_how_they_began'),
    ]

    operations = [
        migrations.CreateModel(
            name='ActorChoices',
            fields=[
                ('actor', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='choices', serialize=False, to='people.actor')),
                ('fields', models.JSONField(db_default=models.Value([], models.JSONField()), default=list)),
                ('discoverable', models.BooleanField(null=True)),
                ('indexable', models.BooleanField(null=True)),
                ('hides_collections', models.BooleanField(null=True)),
                ('default_audience', models.CharField(blank=True, default='', max_length=160)),
                ('default_sensitive', models.BooleanField(default=False)),
                ('default_language', models.CharField(blank=True, default='', max_length=3)),
            ],
            options={
                'verbose_name': 'choix d’un acteur',
                'verbose_name_plural': 'choix des acteurs',
            },
        ),
        migrations.CreateModel(
            name='ActorNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=2000)),
                ('written_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
            ],
            options={
                'verbose_name': 'note sur un compte',
                'verbose_name_plural': 'notes sur des comptes',
            },
        ),
        migrations.CreateModel(
            name='DomainBlock',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('domain', models.CharField(max_length=255)),
                ('created_at', models.DateTimeField(default=toctoc.kernel.clock.now, editable=False)),
            ],
            options={
                'verbose_name': 'serveur bloqué',
                'verbose_name_plural': 'serveurs bloqués',
            },
        ),
        migrations.CreateModel(
            name='Endorsement',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=toctoc.kernel.clock.now, editable=False)),
            ],
            options={
                'verbose_name': 'mise en avant',
                'verbose_name_plural': 'mises en avant',
            },
        ),
        migrations.CreateModel(
            name='FollowRequest',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('notify', models.BooleanField(default=False)),
                ('languages', models.CharField(blank=True, default='', max_length=120)),
                ('shows_boosts', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(default=toctoc.kernel.clock.now, editable=False)),
            ],
            options={
                'verbose_name': 'demande d’abonnement',
                'verbose_name_plural': 'demandes d’abonnement',
            },
        ),
        migrations.AddField(
            model_name='actor',
            name='approves_followers',
            field=models.BooleanField(db_default=False, default=False, verbose_name='approuve ses abonnés'),
        ),
        migrations.AddField(
            model_name='actor',
            name='is_automated',
            field=models.BooleanField(db_default=False, default=False, verbose_name='compte automatisé'),
        ),
        migrations.AddField(
            model_name='follow',
            name='languages',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
        migrations.AddField(
            model_name='follow',
            name='notify',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name='follow',
            index=models.Index(condition=models.Q(('notify', True)), fields=['followee'], name='people_follow_rang'),
        ),
        migrations.AddField(
            model_name='actornote',
            name='owner',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor'),
        ),
        migrations.AddField(
            model_name='actornote',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor'),
        ),
        migrations.AddField(
            model_name='domainblock',
            name='actor',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor'),
        ),
        migrations.AddField(
            model_name='endorsement',
            name='endorsed',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor'),
        ),
        migrations.AddField(
            model_name='endorsement',
            name='endorser',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor'),
        ),
        migrations.AddField(
            model_name='followrequest',
            name='asked',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor'),
        ),
        migrations.AddField(
            model_name='followrequest',
            name='asker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor'),
        ),
        migrations.AddConstraint(
            model_name='actornote',
            constraint=models.UniqueConstraint(fields=('owner', 'subject'), name='people_actor_note_once'),
        ),
        migrations.AddConstraint(
            model_name='domainblock',
            constraint=models.UniqueConstraint(fields=('actor', 'domain'), name='people_domain_block_once'),
        ),
        migrations.AddConstraint(
            model_name='endorsement',
            constraint=models.UniqueConstraint(fields=('endorser', 'endorsed'), name='people_endorsement_once'),
        ),
        migrations.AddIndex(
            model_name='followrequest',
            index=models.Index(fields=['asked', 'id'], name='people_request_of'),
        ),
        migrations.AddConstraint(
            model_name='followrequest',
            constraint=models.UniqueConstraint(fields=('asked', 'asker'), name='people_request_once'),
        ),
    ]
