
import django.db.models.deletion
import toctoc.kernel.clock
import toctoc.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('community', '0005_audiences_are_written_out'),
        ('people', '0007_places_and_blocks'),
    ]

    operations = [
        migrations.CreateModel(
            name='Group',
            fields=[
                ('actor', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='group', serialize=False, to='people.actor')),
                ('kind', models.CharField(choices=[('patients', 'Patients et proches'), ('professionals', 'Professionnels'), ('mixed', 'Patients et professionnels')], max_length=13)),
                ('about', models.CharField(choices=[('condition', 'Une maladie'), ('treatment', 'Un traitement'), ('relatives', 'Les proches'), ('profession', 'Une profession'), ('specialty', 'Une spécialité'), ('territory', 'Un territoire'), ('other', 'Autre chose')], default='other', max_length=10)),
                ('subject', models.CharField(blank=True, default='', max_length=60)),
                ('subject_key', models.CharField(blank=True, default='', max_length=60)),
                ('joining', models.CharField(choices=[('open', 'Ouvert : on entre d’un geste'), ('request', 'Sur demande : la modération du groupe répond'), ('invitation', 'Sur invitation seulement'), ('proof', 'Sur preuve : une profession vérifiée')], default='open', max_length=10)),
                ('professions', models.CharField(blank=True, default='', max_length=130)),
                ('reach', models.CharField(choices=[('public', 'Tout le monde voit que le groupe existe'), ('members', 'Les personnes inscrites ici le voient'), ('hidden', 'Seuls ses membres et ses invités le voient')], default='members', max_length=7)),
                ('is_employer_blind', models.BooleanField(default=False)),
                ('description', models.TextField(blank=True, default='')),
                ('rules', models.TextField(blank=True, default='')),
                ('welcome', models.TextField(blank=True, default='')),
                ('language', models.CharField(default='fr', max_length=2)),
                ('made_at', models.DateTimeField(default=toctoc.kernel.clock.now, editable=False)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.actor')),
            ],
            options={
                'verbose_name': 'groupe',
                'verbose_name_plural': 'groupes',
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='page', serialize=False, to='groups.group')),
                ('text', models.TextField(blank=True, default='')),
                ('revision', models.PositiveIntegerField(default=0)),
                ('edited_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('edited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.actor')),
            ],
            options={
                'verbose_name': 'page de groupe',
                'verbose_name_plural': 'pages de groupe',
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120)),
                ('text', models.TextField(blank=True, default='')),
                ('place', models.CharField(blank=True, default='', max_length=200)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('zone', models.CharField(max_length=40)),
                ('changed_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.actor')),
                ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='groups.group')),
            ],
            options={
                'verbose_name': 'rendez-vous',
                'verbose_name_plural': 'rendez-vous',
            },
        ),
        migrations.CreateModel(
            name='Ban',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('banned_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
                ('banned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.actor')),
                ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='bans', to='groups.group')),
            ],
            options={
                'verbose_name': 'exclusion',
                'verbose_name_plural': 'exclusions',
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('invited_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
                ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='groups.group')),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.actor')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
            },
        ),
        migrations.CreateModel(
            name='JoinRequest',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('word', models.CharField(blank=True, default='', max_length=500)),
                ('asked_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
                ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='groups.group')),
            ],
            options={
                'verbose_name': 'demande d’entrée',
                'verbose_name_plural': 'demandes d’entrée',
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('member', 'membre'), ('welcomer', 'accueille'), ('moderator', 'modère')], default='member', max_length=10)),
                ('joined_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('muted', models.BooleanField(default=False)),
                ('spoke_at', models.DateTimeField(blank=True, null=True)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
                ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='groups.group')),
            ],
            options={
                'verbose_name': 'appartenance',
                'verbose_name_plural': 'appartenances',
            },
        ),
        migrations.CreateModel(
            name='Pin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pinned_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='pins', to='groups.group')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.post')),
            ],
            options={
                'verbose_name': 'message épinglé',
                'verbose_name_plural': 'messages épinglés',
            },
        ),
        migrations.CreateModel(
            name='Welcome',
            fields=[
                ('post', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='community.post')),
                ('began_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='welcomes', to='groups.group')),
                ('newcomer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
            ],
            options={
                'verbose_name': 'accueil',
                'verbose_name_plural': 'accueils',
            },
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
                ('welcomer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
                ('welcome', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='groups.welcome')),
            ],
            options={
                'verbose_name': 'tour d’accueil',
                'verbose_name_plural': 'tours d’accueil',
            },
        ),
        migrations.CreateModel(
            name='PageRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('edited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.actor')),
                ('page', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='groups.page')),
            ],
            options={
                'verbose_name': 'version de page',
                'verbose_name_plural': 'versions de page',
            },
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(fields=['kind', 'actor'], name='groups_group_kind'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(fields=['subject_key', 'actor'], name='groups_group_subject'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(('is_employer_blind', False), models.Q(('reach', 'public'), _negated=True), _connector='OR'), name='groups_blind_is_not_public'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['group', 'starts_at'], name='groups_event_when'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='groups_event_lasts'),
        ),
        migrations.AddConstraint(
            model_name='ban',
            constraint=models.UniqueConstraint(fields=('group', 'actor'), name='groups_ban_once'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(fields=('group', 'actor'), name='groups_invitation_once'),
        ),
        migrations.AddConstraint(
            model_name='joinrequest',
            constraint=models.UniqueConstraint(fields=('group', 'actor'), name='groups_request_once'),
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(fields=['group', 'id'], name='groups_member_list'),
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(condition=models.Q(('role', 'member'), _negated=True), fields=['group', 'role'], name='groups_member_role'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('group', 'actor'), name='groups_member_once'),
        ),
        migrations.AddConstraint(
            model_name='pin',
            constraint=models.UniqueConstraint(fields=('group', 'post'), name='groups_pin_once'),
        ),
        migrations.AddIndex(
            model_name='welcome',
            index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='groups_welcome_due'),
        ),
        migrations.AddIndex(
            model_name='welcome',
            index=models.Index(fields=['group', 'answered_at'], name='groups_welcome_answered'),
        ),
        migrations.AddConstraint(
            model_name='welcome',
            constraint=models.UniqueConstraint(fields=('group', 'newcomer'), name='groups_welcomed_once'),
        ),
        migrations.AddIndex(
            model_name='turn',
            index=models.Index(fields=['group', 'given_at'], name='groups_turn_recent'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.UniqueConstraint(fields=('welcome', 'welcomer'), name='groups_turn_once'),
        ),
        migrations.AddConstraint(
            model_name='pagerevision',
            constraint=models.UniqueConstraint(fields=('page', 'number'), name='groups_page_revision_once'),
        ),
    ]
