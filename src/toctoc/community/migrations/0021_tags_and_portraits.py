import django.db.models.deletion
import toctoc.kernel.clock
import toctoc.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0020_practice_sheets'),
        ('media', '0005_transcripts_as_long_as_messages'),
        ('people', '0011_people_choose'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notification',
            name='kind',
            field=models.CharField(choices=[('mention', 'vous nomme'), ('reply', 'vous répond'), ('favourite', 'trouve votre message utile'), ('follow', 'vous suit'), ('answer', 'répond à une question que vous suivez'), ('question', 'fait avancer une question que vous suivez'), ('quote', 'cite votre message'), ('poll', 'clôt un sondage auquel vous avez pris part'), ('note', 'éclaire votre message d’une note'), ('group', 'vous attend dans un groupe'), ('welcome', 'attend un mot de bienvenue'), ('event', 'annonce un rendez-vous'), ('message', 'vous écrit'), ('held', 'Votre message programmé n’a pas paru\u202f: il vous attend'), ('closing', 'Deux questions vous attendent sur un texte que vous avez envoyé'), ('decision', 'La modération vous doit une explication'), ('alert', 'Quelqu’un est peut-être en danger\u202f: une alerte attend la modération'), ('opened', 'Votre message est devenu une question\u202f: vous pouvez revenir en arrière'), ('promise', 'Une promesse vous attend, sur une enquête que vous avez lancée'), ('relay', 'L’automate du lieu relaie votre question'), ('thanks', 'vous remercie de votre réponse'), ('outcome', 'Votre question a des réponses\u202f: dites ce que vous avez fait'), ('apart', 'vous répond, à vous seulement'), ('invited', 'frappe à votre porte'), ('unheard', 'Personne n’a répondu à votre question\u202f: voici qui a été prévenu'), ('duty', 'Du nouveau dans un de vos tours de garde'), ('sheet', 'Du nouveau dans une fiche pratique qui vous concerne'), ('request', 'demande à vous suivre'), ('new_post', 'commence un fil')], max_length=12),
        ),
        migrations.CreateModel(
            name='FeaturedTag',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('word', models.CharField(max_length=50)),
                ('created_at', models.DateTimeField(default=toctoc.kernel.clock.now, editable=False)),
                ('actor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
            ],
            options={
                'verbose_name': 'mot-dièse mis en avant',
                'verbose_name_plural': 'mots-dièse mis en avant',
                'constraints': [models.UniqueConstraint(fields=('actor', 'word'), name='community_featured_tag_once')],
            },
        ),
        migrations.CreateModel(
            name='FollowedTag',
            fields=[
                ('id', models.BigIntegerField(default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('word', models.CharField(max_length=50)),
                ('created_at', models.DateTimeField(default=toctoc.kernel.clock.now, editable=False)),
                ('actor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.actor')),
            ],
            options={
                'verbose_name': 'mot-dièse suivi',
                'verbose_name_plural': 'mots-dièse suivis',
                'indexes': [models.Index(fields=['word', 'actor'], name='community_followed_tag_of')],
                'constraints': [models.UniqueConstraint(fields=('actor', 'word'), name='community_followed_tag_once')],
            },
        ),
        migrations.CreateModel(
            name='ProfilePicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(choices=[('avatar', 'photo de profil'), ('header', 'bannière')], max_length=6)),
                ('created_at', models.DateTimeField(default=toctoc.kernel.clock.now, editable=False)),
                ('actor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='people.actor')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='portrait', to='media.file')),
            ],
            options={
                'verbose_name': 'image de profil',
                'verbose_name_plural': 'images de profil',
                'constraints': [models.UniqueConstraint(fields=('actor', 'place'), name='community_picture_once')],
            },
        ),
    ]
