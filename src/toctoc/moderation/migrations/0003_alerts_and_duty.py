import django.db.models.deletion
import toctoc.kernel.clock
import toctoc.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0015_alerts_are_notified'),
        ('moderation', '0002_brakes_lists_and_intruders'),
        ('people', '0010_accounts_say_how_they_began'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('since', models.DateTimeField(default=toctoc.kernel.clock.now)),
            ],
            options={
                'verbose_name': 'garde',
                'verbose_name_plural': 'gardes',
            },
        ),
        migrations.AlterField(
            model_name='logline',
            name='verb',
            field=models.CharField(choices=[('look', 'a lu un contenu fermé, parce qu’il était signalé'), ('take', 'a pris un signalement'), ('give_back', 'a rendu un signalement'), ('decide', 'a décidé'), ('lift', 'a levé une décision'), ('end', 'une décision est arrivée à sa date'), ('appeal', 'a répondu à un recours'), ('list_add', 'a ajouté à une liste de blocage'), ('list_drop', 'a retiré d’une liste de blocage'), ('ask', 'a écrit à un compte soupçonné d’agir pour une entreprise'), ('publish', 'a inscrit un compte sur la liste publique'), ('close', 'a classé un soupçon'), ('close_alert', 'a regardé une alerte et l’a close'), ('leave', 'a quitté la modération'), ('export', 'a exporté le journal')], max_length=12),
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('cards', models.CharField(max_length=100)),
                ('raised_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('taken_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('post', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='community.post')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'alerte',
                'verbose_name_plural': 'alertes',
                'indexes': [models.Index(condition=models.Q(('closed_at', None)), fields=['id'], name='moderation_alert_open'), models.Index(condition=models.Q(('closed_at__isnull', False)), fields=['closed_at'], name='moderation_alert_closed')],
            },
        ),
    ]
