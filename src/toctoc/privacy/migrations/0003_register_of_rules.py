import django.db.models.deletion
import toctoc.kernel.clock
import toctoc.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0002_consents_and_sweeps'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('slug', models.CharField(max_length=30, primary_key=True, serialize=False)),
                ('title_fr', models.CharField(max_length=120)),
                ('title_en', models.CharField(max_length=120)),
                ('text_fr', models.TextField()),
                ('text_en', models.TextField()),
                ('source', models.CharField(max_length=300)),
                ('address', models.CharField(max_length=300)),
                ('dated', models.DateField()),
                ('action', models.CharField(choices=[('show', 'afficher la règle'), ('ask', 'demander de confirmer ou de reformuler'), ('refuse', 'refuser l’envoi')], max_length=8)),
                ('proposal_fr', models.TextField(blank=True)),
                ('proposal_en', models.TextField(blank=True)),
                ('is_active', models.BooleanField(default=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': 'règle',
                'verbose_name_plural': 'règles',
            },
        ),
        migrations.CreateModel(
            name='RuleCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=30)),
                ('day', models.DateField()),
                ('shown', models.PositiveIntegerField(default=0)),
                ('kept', models.PositiveIntegerField(default=0)),
                ('reworded', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'compte d’une règle',
                'verbose_name_plural': 'comptes des règles',
                'constraints': [models.UniqueConstraint(fields=('rule', 'day'), name='privacy_rule_count_once')],
            },
        ),
        migrations.CreateModel(
            name='RuleVersion',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('rule', models.CharField(max_length=30)),
                ('number', models.PositiveIntegerField()),
                ('fields', models.JSONField()),
                ('changed', models.JSONField(default=list)),
                ('why', models.CharField(max_length=300)),
                ('changed_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'version d’une règle',
                'verbose_name_plural': 'versions des règles',
                'constraints': [models.UniqueConstraint(fields=('rule', 'number'), name='privacy_rule_version_once')],
            },
        ),
    ]
