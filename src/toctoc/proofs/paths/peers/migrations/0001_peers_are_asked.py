
import django.db.models.deletion
import toctoc.kernel.clock
import toctoc.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0003_fill_the_lives_of_proofs'),
    ]

    operations = [
        migrations.CreateModel(
            name='VouchRequest',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('profession', models.CharField(max_length=30)),
                ('specialty', models.CharField(blank=True, default='', max_length=30)),
                ('link', models.BinaryField(max_length=32, unique=True)),
                ('asked_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('ends_at', models.DateTimeField()),
                ('proved_at', models.DateTimeField(blank=True, null=True)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
            ],
            options={
                'verbose_name': 'demande à des pairs',
                'verbose_name_plural': 'demandes à des pairs',
            },
        ),
        migrations.CreateModel(
            name='Vouch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('knows', models.BooleanField()),
                ('given_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('fell_at', models.DateTimeField(blank=True, null=True)),
                ('voucher', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
                ('request', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='vouches', to='proof_peers.vouchrequest')),
            ],
            options={
                'verbose_name': 'réponse d’un pair',
                'verbose_name_plural': 'réponses de pairs',
            },
        ),
        migrations.AddIndex(
            model_name='vouchrequest',
            index=models.Index(fields=['ends_at'], name='proof_peers_ending'),
        ),
        migrations.AddConstraint(
            model_name='vouchrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('proved_at', None)), fields=('actor',), name='proof_peers_one_open_request'),
        ),
        migrations.AddConstraint(
            model_name='vouch',
            constraint=models.UniqueConstraint(fields=('request', 'voucher'), name='proof_peers_one_answer'),
        ),
    ]
