import django.db.models.deletion
from django.db import migrations, models

import toctoc.kernel.clock


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0006_quiet_and_letterboxes'),
        ('people', '0008_actors_keep_quiet'),
    ]

    operations = [
        migrations.CreateModel(
            name='Experience',
            fields=[
                ('post', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='experience', serialize=False, to='community.post')),
                ('happened', models.TextField(blank=True)),
                ('helped', models.TextField(blank=True)),
                ('did_not', models.TextField(blank=True)),
                ('to_doctor', models.TextField(blank=True)),
                ('to_newcomer', models.TextField(blank=True)),
            ],
            options={
                'verbose_name': 'vécu',
                'verbose_name_plural': 'vécus',
            },
        ),
        migrations.CreateModel(
            name='Facet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('condition', 'Ce que je vis'), ('treatment', 'Mon traitement'), ('age', 'Mon âge'), ('situation', 'Ma situation'), ('department', 'Mon département')], max_length=12)),
                ('word', models.CharField(max_length=60)),
                ('shown', models.CharField(blank=True, default='', max_length=60)),
                ('actor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='facets', to='people.actor')),
            ],
            options={
                'verbose_name': 'facette',
                'verbose_name_plural': 'facettes',
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('post', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='note', serialize=False, to='community.post')),
                ('side', models.CharField(choices=[('reference', 'Ce que dit la référence'), ('daily', 'Ce que dit le quotidien')], max_length=10)),
                ('is_shown', models.BooleanField(default=False)),
                ('shown_at', models.DateTimeField(blank=True, null=True)),
                ('professional_useful', models.PositiveIntegerField(default=0)),
                ('professional_useless', models.PositiveIntegerField(default=0)),
                ('other_useful', models.PositiveIntegerField(default=0)),
                ('other_useless', models.PositiveIntegerField(default=0)),
                ('aim', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='community.post')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
            },
        ),
        migrations.CreateModel(
            name='NoteRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_useful', models.BooleanField()),
                ('is_professional', models.BooleanField()),
                ('rated_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.account')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
                ('note', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='community.note')),
            ],
            options={
                'verbose_name': 'avis sur une note',
                'verbose_name_plural': 'avis sur des notes',
            },
        ),
        migrations.CreateModel(
            name='Reference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('doi', 'DOI'), ('pmid', 'PubMed'), ('pmcid', 'PubMed Central'), ('isbn', 'ISBN'), ('has', 'HAS'), ('ansm', 'ANSM'), ('ema', 'EMA'), ('legifrance', 'Légifrance'), ('cochrane', 'Cochrane')], max_length=12)),
                ('identifier', models.CharField(max_length=200)),
                ('address', models.CharField(max_length=800)),
                ('title', models.CharField(blank=True, db_default='', default='', max_length=300)),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='references', to='community.post')),
            ],
            options={
                'verbose_name': 'référence',
                'verbose_name_plural': 'références',
            },
        ),
        migrations.CreateModel(
            name='Revealing',
            fields=[
                ('actor', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='people.actor')),
                ('since', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('count', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'rythme des facettes',
                'verbose_name_plural': 'rythmes des facettes',
            },
        ),
        migrations.AlterField(
            model_name='post',
            name='voice',
            field=models.CharField(choices=[('lived', 'Vécu'), ('practice', 'Pratique'), ('scientific', 'Source'), ('official', 'Officiel'), ('unproved', 'Sans preuve')], max_length=10),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('reply_to', None)), fields=['voice', 'audience', 'id'], name='community_post_voice'),
        ),
        migrations.AddIndex(
            model_name='note',
            index=models.Index(fields=['aim', 'post'], name='community_note_of'),
        ),
        migrations.AddConstraint(
            model_name='noterating',
            constraint=models.UniqueConstraint(fields=('note', 'account'), name='community_note_rated_once'),
        ),
        migrations.AddIndex(
            model_name='facet',
            index=models.Index(fields=['kind', 'word', 'actor'], name='community_facet_of'),
        ),
        migrations.AddConstraint(
            model_name='facet',
            constraint=models.UniqueConstraint(fields=('actor', 'kind', 'word'), name='community_facet_once'),
        ),
        migrations.AddConstraint(
            model_name='reference',
            constraint=models.UniqueConstraint(fields=('post', 'position'), name='community_reference_place'),
        ),
    ]
