
import django.db.models.deletion
import toctoc.kernel.clock
import toctoc.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0009_actors_are_limited'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('about', models.CharField(max_length=120)),
                ('measure', models.CharField(max_length=10)),
                ('label', models.CharField(blank=True, default='', max_length=20)),
                ('ground', models.CharField(max_length=20)),
                ('facts', models.TextField()),
                ('follows_notice', models.BooleanField(default=True)),
                ('is_automated', models.BooleanField(default=False)),
                ('decided_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('ends_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moderation.decision')),
                ('target', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.actor')),
            ],
            options={
                'verbose_name': 'décision',
                'verbose_name_plural': 'décisions',
            },
        ),
        migrations.CreateModel(
            name='Kept',
            fields=[
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='kept', serialize=False, to='moderation.decision')),
                ('sealed', models.BinaryField()),
                ('kept_until', models.DateTimeField(db_index=True)),
            ],
            options={
                'verbose_name': 'scellé',
                'verbose_name_plural': 'scellés',
            },
        ),
        migrations.CreateModel(
            name='LogLine',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('verb', models.CharField(choices=[('look', 'a lu un contenu fermé, parce qu’il était signalé'), ('take', 'a pris un signalement'), ('give_back', 'a rendu un signalement'), ('decide', 'a décidé'), ('lift', 'a levé une décision'), ('end', 'une décision est arrivée à sa date'), ('appeal', 'a répondu à un recours'), ('list_add', 'a ajouté à une liste de blocage'), ('list_drop', 'a retiré d’une liste de blocage'), ('ask', 'a écrit à un compte soupçonné d’agir pour une entreprise'), ('publish', 'a inscrit un compte sur la liste publique'), ('close', 'a classé un soupçon'), ('leave', 'a quitté la modération'), ('export', 'a exporté le journal')], max_length=12)),
                ('about', models.CharField(max_length=120)),
                ('why', models.CharField(blank=True, default='', max_length=300)),
                ('done_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('account', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ligne du journal',
                'verbose_name_plural': 'journal de la modération',
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('about', models.CharField(max_length=120)),
                ('address', models.CharField(max_length=500)),
                ('ground', models.CharField(max_length=20)),
                ('explanation', models.TextField()),
                ('excerpt', models.BinaryField(default=b'')),
                ('contact', models.BinaryField(default=b'')),
                ('language', models.CharField(default='fr', max_length=2)),
                ('is_urgent', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('open', 'à examiner'), ('held', 'en cours d’examen'), ('decided', 'décidé')], default='open', max_length=8)),
                ('version', models.PositiveIntegerField(default=0)),
                ('filed_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('forgotten_at', models.DateTimeField(null=True)),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='moderation.decision')),
                ('held_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notifier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.actor')),
                ('target', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.actor')),
            ],
            options={
                'verbose_name': 'signalement',
                'verbose_name_plural': 'signalements',
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('words', models.TextField()),
                ('filed_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('is_upheld', models.BooleanField(null=True)),
                ('answer', models.TextField(blank=True, default='')),
                ('decided_at', models.DateTimeField(null=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='moderation.decision')),
                ('outcome', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moderation.decision')),
                ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='moderation.notice')),
            ],
            options={
                'verbose_name': 'recours',
                'verbose_name_plural': 'recours',
            },
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['about', 'id'], name='moderation_decision_about'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['target', 'id'], name='moderation_decision_target'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['decided_at'], name='moderation_decision_when'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(condition=models.Q(('ends_at__isnull', False), ('undone_at', None)), fields=['ends_at'], name='moderation_decision_ends'),
        ),
        migrations.AddIndex(
            model_name='logline',
            index=models.Index(fields=['about', 'id'], name='moderation_log_about'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('state__in', ['open', 'held'])), fields=['-is_urgent', 'id'], name='moderation_notice_queue'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['about', 'id'], name='moderation_notice_about'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['target', 'id'], name='moderation_notice_target'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['filed_at'], name='moderation_notice_filed'),
        ),
        migrations.AddIndex(
            model_name='appeal',
            index=models.Index(condition=models.Q(('decided_at', None)), fields=['id'], name='moderation_appeal_waiting'),
        ),
        migrations.AddIndex(
            model_name='appeal',
            index=models.Index(fields=['filed_at'], name='moderation_appeal_filed'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.UniqueConstraint(condition=models.Q(('notice', None)), fields=('decision',), name='moderation_appeal_once_by_target'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.UniqueConstraint(condition=models.Q(('notice__isnull', False)), fields=('decision', 'notice'), name='moderation_appeal_once_by_notifier'),
        ),
    ]
