
import django.db.models.deletion
import toctoc.kernel.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_actors_leave'),
    ]

    operations = [
        migrations.AddField(
            model_name='actor',
            name='blocks_count',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name='actor',
            name='memberships',
            field=models.TextField(blank=True, db_default='', default='', editable=False),
        ),
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=toctoc.kernel.clock.now, editable=False)),
                ('blocked', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
                ('blocker', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
            ],
            options={
                'verbose_name': 'blocage',
                'verbose_name_plural': 'blocages',
                'constraints': [models.UniqueConstraint(fields=('blocker', 'blocked'), name='people_block_once'), models.CheckConstraint(condition=models.Q(('blocker', models.F('blocked')), _negated=True), name='people_block_not_oneself')],
            },
        ),
        migrations.CreateModel(
            name='Mute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=toctoc.kernel.clock.now, editable=False)),
                ('muted', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
                ('muter', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
            ],
            options={
                'verbose_name': 'silence',
                'verbose_name_plural': 'silences',
                'constraints': [models.UniqueConstraint(fields=('muter', 'muted'), name='people_mute_once')],
            },
        ),
    ]
