import django.db.models.deletion
import toctoc.kernel.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='MailboxCode',
            fields=[
                ('actor', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='people.actor')),
                ('number', models.BinaryField(max_length=16)),
                ('code', models.BinaryField(max_length=32)),
                ('tries_left', models.PositiveSmallIntegerField()),
                ('letter', models.BinaryField()),
                ('asked_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('accepted_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'code envoyé',
                'verbose_name_plural': 'codes envoyés',
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('written', 'en cours d’import'), ('current', 'lue'), ('past', 'remplacée')], default='written', max_length=8)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('people', models.PositiveIntegerField(default=0)),
                ('content', models.BinaryField(max_length=32)),
                ('key_mark', models.BinaryField(max_length=16)),
                ('imported_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
            ],
            options={
                'verbose_name': 'édition de l’annuaire',
                'verbose_name_plural': 'éditions de l’annuaire',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'current')), fields=('state',), name='proof_directory_one_current_edition')],
            },
        ),
        migrations.CreateModel(
            name='Listed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BinaryField(max_length=16)),
                ('names', models.BinaryField()),
                ('own_mailboxes', models.BinaryField()),
                ('shared_mailboxes', models.BinaryField()),
                ('practices', models.TextField()),
                ('edition', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='proof_directory.edition')),
            ],
            options={
                'verbose_name': 'personne de l’annuaire',
                'verbose_name_plural': 'personnes de l’annuaire',
                'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='proof_directory_listed_once')],
            },
        ),
    ]
