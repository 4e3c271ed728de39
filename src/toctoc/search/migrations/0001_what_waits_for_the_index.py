import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0007_places_and_blocks'),
    ]

    operations = [
        migrations.CreateModel(
            name='Author',
            fields=[
                ('actor', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='people.actor')),
                ('standing', models.CharField(blank=True, default='', max_length=40)),
                ('is_hidden', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'auteur dans la recherche',
                'verbose_name_plural': 'auteurs dans la recherche',
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=10)),
                ('object_id', models.BigIntegerField()),
            ],
            options={
                'verbose_name': 'objet à indexer',
                'verbose_name_plural': 'objets à indexer',
            },
        ),
    ]
