
import datetime
import django.db.models.deletion
import toctoc.kernel.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ground',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'appui d’une preuve',
                'verbose_name_plural': 'appuis des preuves',
            },
        ),
        migrations.CreateModel(
            name='ProofMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(blank=True, default='', max_length=10)),
                ('after', models.CharField(max_length=10)),
                ('reason', models.CharField(blank=True, default='', max_length=300)),
                ('moved_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
            ],
            options={
                'verbose_name': 'étape d’une preuve',
                'verbose_name_plural': 'étapes des preuves',
            },
        ),
        migrations.CreateModel(
            name='RegisterHolder',
            fields=[
                ('digest', models.BinaryField(max_length=16, primary_key=True, serialize=False)),
                ('kept_until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'titulaire d’un numéro',
                'verbose_name_plural': 'titulaires de numéros',
            },
        ),
        migrations.AddField(
            model_name='actor',
            name='proved_institution',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=30),
        ),
        migrations.AddField(
            model_name='actor',
            name='proved_path',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name='actor',
            name='proved_since',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='proof',
            name='confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmé par'),
        ),
        migrations.AddField(
            model_name='proof',
            name='ends_at',
            field=models.DateTimeField(default=datetime.datetime(2026, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), verbose_name='ouvre jusqu’au'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='proof',
            name='planned_end',
            field=models.DateTimeField(default=datetime.datetime(2026, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='proof',
            name='reminded_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='rappelé le'),
        ),
        migrations.AddField(
            model_name='proof',
            name='state',
            field=models.CharField(default='valid', max_length=10, verbose_name='état'),
        ),
        migrations.AlterField(
            model_name='proof',
            name='actor',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='proofs', to='people.actor'),
        ),
        migrations.AlterField(
            model_name='proof',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='décidé par'),
        ),
        migrations.AlterField(
            model_name='proof',
            name='path',
            field=models.CharField(default='operator', max_length=20, verbose_name='voie'),
        ),
        migrations.AddIndex(
            model_name='proof',
            index=models.Index(fields=['state', 'expires_at'], name='people_proof_expiring'),
        ),
        migrations.AddIndex(
            model_name='proof',
            index=models.Index(fields=['state', 'ends_at'], name='people_proof_ending'),
        ),
        migrations.AddField(
            model_name='ground',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor'),
        ),
        migrations.AddField(
            model_name='ground',
            name='proof',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grounds', to='people.proof'),
        ),
        migrations.AddField(
            model_name='proofmove',
            name='moved_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='proofmove',
            name='proof',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='people.proof'),
        ),
        migrations.AddField(
            model_name='registerholder',
            name='actor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor'),
        ),
        migrations.AddConstraint(
            model_name='ground',
            constraint=models.UniqueConstraint(fields=('proof', 'actor'), name='people_ground_once'),
        ),
    ]
