
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0004_authors_who_leave_stay'),
        ('people', '0007_places_and_blocks'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=50)),
                ('begins', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'lecteur',
                'verbose_name_plural': 'lecteurs',
            },
        ),
        migrations.AddField(
            model_name='notification',
            name='address',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='post',
            name='label',
            field=models.CharField(blank=True, db_default='', default='', max_length=20),
        ),
        migrations.AddField(
            model_name='post',
            name='parts',
            field=models.CharField(blank=True, db_default='', default='', max_length=100),
        ),
        migrations.AddField(
            model_name='post',
            name='quoted',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.post'),
        ),
        migrations.AddField(
            model_name='post',
            name='warning',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AlterField(
            model_name='notification',
            name='actor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor'),
        ),
        migrations.AlterField(
            model_name='notification',
            name='kind',
            field=models.CharField(choices=[('mention', 'vous nomme'), ('reply', 'vous répond'), ('favourite', 'trouve votre message utile'), ('follow', 'vous suit'), ('answer', 'répond à une question que vous suivez'), ('question', 'fait avancer une question que vous suivez'), ('quote', 'cite votre message'), ('poll', 'clôt un sondage auquel vous avez pris part'), ('note', 'éclaire votre message d’une note'), ('group', 'vous attend dans un groupe'), ('welcome', 'attend un mot de bienvenue'), ('event', 'annonce un rendez-vous'), ('message', 'vous écrit'), ('decision', 'La modération vous doit une explication')], max_length=12),
        ),
        migrations.AlterField(
            model_name='post',
            name='audience',
            field=models.CharField(max_length=160),
        ),
        migrations.AlterField(
            model_name='post',
            name='kind',
            field=models.CharField(choices=[('post', 'message'), ('question', 'question'), ('note', 'note')], default='post', max_length=12),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('quoted__isnull', False)), fields=['quoted'], name='community_post_quoted'),
        ),
        migrations.AddField(
            model_name='reader',
            name='post',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='readers', to='community.post'),
        ),
        migrations.AddIndex(
            model_name='reader',
            index=models.Index(condition=models.Q(('begins', True)), fields=['word', 'post'], name='community_reader_of'),
        ),
        migrations.AddConstraint(
            model_name='reader',
            constraint=models.UniqueConstraint(fields=('post', 'word'), name='community_reader_once'),
        ),
    ]
