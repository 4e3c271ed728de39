
import django.db.models.deletion
import toctoc.kernel.clock
import toctoc.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0001_notices_and_decisions'),
        ('people', '0009_actors_are_limited'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LinkCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.BinaryField(max_length=32)),
                ('day', models.DateField(db_index=True)),
                ('count', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('link', 'day'), name='moderation_link_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='RecentText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.BigIntegerField()),
                ('written_at', models.DateTimeField(db_index=True, default=toctoc.kernel.clock.now)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
            ],
        ),
        migrations.CreateModel(
            name='ServerRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(max_length=253)),
                ('severity', models.CharField(choices=[('silence', 'hors des listes publiques'), ('suspend', 'aucun échange'), ('mail', 'pas d’inscription avec ses adresses')], max_length=8)),
                ('reason', models.CharField(max_length=300)),
                ('added_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'domaine bloqué',
                'verbose_name_plural': 'domaines bloqués',
                'constraints': [models.UniqueConstraint(fields=('domain', 'severity'), name='moderation_server_rule_once')],
            },
        ),
        migrations.CreateModel(
            name='Suspicion',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('asked', 'en attente d’une réponse'), ('answered', 'a répondu'), ('declared', 'a déclaré son lien d’intérêt'), ('listed', 'inscrit sur la liste publique'), ('closed', 'classé sans suite')], default='asked', max_length=8)),
                ('question', models.TextField()),
                ('asked_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('answer_by', models.DateTimeField()),
                ('answer', models.TextField(blank=True, default='')),
                ('interest', models.CharField(blank=True, default='', max_length=200)),
                ('told_at', models.DateTimeField(null=True)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
                ('decision', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='suspicion', to='moderation.decision')),
                ('notice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='suspicion', to='moderation.notice')),
            ],
            options={
                'verbose_name': 'soupçon',
                'verbose_name_plural': 'soupçons',
                'indexes': [models.Index(fields=['state', '-id'], name='moderation_suspicion_state'), models.Index(fields=['actor', '-id'], name='moderation_suspicion_of')],
            },
        ),
    ]
