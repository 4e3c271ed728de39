
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
            name='Batch',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('profession', models.CharField(max_length=30)),
                ('label', models.CharField(max_length=80)),
                ('size', models.PositiveSmallIntegerField()),
                ('is_by_list', models.BooleanField(default=False)),
                ('opened_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('links_end_at', models.DateTimeField()),
                ('term', models.DateField()),
                ('ends_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
            ],
            options={
                'verbose_name': 'attestation groupée',
                'verbose_name_plural': 'attestations groupées',
            },
        ),
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proof', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.proof')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acceptances', to='proof_employer.batch')),
            ],
        ),
        migrations.CreateModel(
            name='DayOfUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('count', models.PositiveSmallIntegerField(default=0)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='proof_employer.batch')),
            ],
        ),
        migrations.CreateModel(
            name='Envelope',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('sealed', models.BinaryField()),
                ('made_at', models.DateTimeField(db_index=True, default=toctoc.kernel.clock.now)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='envelopes', to='proof_employer.batch')),
            ],
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('digest', models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ('places', models.PositiveSmallIntegerField()),
                ('used', models.PositiveSmallIntegerField(default=0)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='proof_employer.batch')),
            ],
        ),
        migrations.AddIndex(
            model_name='batch',
            index=models.Index(fields=['institution', '-id'], name='proof_employer_own_batches'),
        ),
        migrations.AddConstraint(
            model_name='acceptance',
            constraint=models.UniqueConstraint(fields=('batch', 'account'), name='proof_employer_account_once'),
        ),
        migrations.AddConstraint(
            model_name='dayofuse',
            constraint=models.UniqueConstraint(fields=('batch', 'day'), name='proof_employer_day_once'),
        ),
        migrations.AddConstraint(
            model_name='envelope',
            constraint=models.UniqueConstraint(fields=('batch', 'place'), name='proof_employer_envelope_once'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('used__lte', models.F('places'))), name='proof_employer_places'),
        ),
    ]
