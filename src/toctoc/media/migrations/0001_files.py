
import django.db.models.deletion
import toctoc.kernel.clock
import toctoc.kernel.ids
import toctoc.media.models.file
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0007_places_and_blocks'),
    ]

    operations = [
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('picture', 'picture'), ('sound', 'sound'), ('document', 'document'), ('film', 'film')], max_length=10)),
                ('state', models.CharField(choices=[('waiting', 'en préparation'), ('ready', 'prêt'), ('refused', 'refusé')], default='waiting', max_length=10)),
                ('reason', models.CharField(blank=True, default='', max_length=30)),
                ('description', models.CharField(blank=True, default='', max_length=1500)),
                ('language', models.CharField(default='fr', max_length=2)),
                ('key', models.CharField(default=toctoc.media.models.file.new_key, editable=False, max_length=32, unique=True)),
                ('form', models.CharField(max_length=10)),
                ('variants', models.JSONField(default=dict)),
                ('seconds', models.PositiveIntegerField(default=0)),
                ('pages', models.PositiveIntegerField(default=0)),
                ('blurhash', models.CharField(blank=True, default='', max_length=40)),
                ('tone', models.PositiveSmallIntegerField(default=0)),
                ('created_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('kept_until', models.DateTimeField(blank=True, default=toctoc.media.models.file.unused_until, null=True)),
                ('owner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='people.actor')),
            ],
            options={
                'verbose_name': 'fichier',
                'verbose_name_plural': 'fichiers',
                'indexes': [models.Index(fields=['owner', 'id'], name='media_file_owner'), models.Index(condition=models.Q(('kept_until__isnull', False)), fields=['kept_until'], name='media_file_unused'), models.Index(condition=models.Q(('state', 'waiting')), fields=['id'], name='media_file_waiting')],
            },
        ),
    ]
