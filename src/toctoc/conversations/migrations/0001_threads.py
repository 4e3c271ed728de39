import django.db.models.deletion
import toctoc.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0007_places_and_blocks'),
    ]

    operations = [
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('is_pair', models.BooleanField(editable=False)),
                ('subject', models.BinaryField(default=b'')),
                ('lasts_days', models.PositiveSmallIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'conversation',
                'verbose_name_plural': 'conversations',
            },
        ),
        migrations.CreateModel(
            name='ThreadKey',
            fields=[
                ('conversation', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='key', serialize=False, to='conversations.conversation')),
                ('wrapped', models.BinaryField()),
                ('wrapped_with', models.CharField(db_index=True, editable=False, max_length=16)),
            ],
            options={
                'verbose_name': 'clé d’une conversation',
                'verbose_name_plural': 'clés des conversations',
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('said', 'message'), ('brought', 'a fait entrer quelqu’un'), ('left', 'a quitté la conversation'), ('lasting', 'a changé la durée de conservation')], default='said', max_length=8)),
                ('sealed', models.BinaryField(default=b'')),
                ('language', models.CharField(default='fr', max_length=2)),
                ('expires_at', models.DateTimeField(null=True)),
                ('erased_at', models.DateTimeField(null=True)),
                ('about', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.actor')),
                ('author', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.actor')),
                ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='conversations.conversation')),
            ],
            options={
                'verbose_name': 'message privé',
                'verbose_name_plural': 'messages privés',
                'indexes': [models.Index(fields=['conversation', 'id'], name='conversations_message_of'), models.Index(fields=['author', 'id'], name='conversations_message_by'), models.Index(condition=models.Q(('erased_at', None), ('expires_at__isnull', False)), fields=['expires_at'], name='conversations_expiring')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('standing', models.CharField(choices=[('active', 'participe'), ('asked', 'n’a pas encore répondu'), ('refused', 'a refusé'), ('gone', 'a quitté la conversation')], max_length=8)),
                ('was_asked', models.BooleanField(default=False)),
                ('has_written', models.BooleanField(default=False)),
                ('is_muted', models.BooleanField(default=False)),
                ('since_id', models.BigIntegerField(default=0)),
                ('last_message_id', models.BigIntegerField(default=0)),
                ('read_id', models.BigIntegerField(default=0)),
                ('unread', models.PositiveIntegerField(default=0)),
                ('actor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.actor')),
                ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='conversations.conversation')),
                ('invited_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.actor')),
            ],
            options={
                'verbose_name': 'participant',
                'verbose_name_plural': 'participants',
                'indexes': [models.Index(fields=['actor', 'standing', '-last_message_id'], name='conversations_list'), models.Index(condition=models.Q(('is_muted', False), ('standing', 'active'), ('unread__gt', 0)), fields=['actor'], name='conversations_unread'), models.Index(condition=models.Q(('was_asked', True)), fields=['invited_by', '-id'], name='conversations_requests_by')],
                'constraints': [models.UniqueConstraint(fields=('conversation', 'actor'), name='conversations_participant_once')],
            },
        ),
    ]
