from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0005_transcripts_as_long_as_messages'),
    ]

    operations = [
        migrations.AddField(
            model_name='file',
            name='duration',
            field=models.FloatField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='file',
            name='focus_x',
            field=models.FloatField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='file',
            name='focus_y',
            field=models.FloatField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='file',
            name='poster_form',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name='file',
            name='poster_key',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=255),
        ),
        migrations.AlterField(
            model_name='file',
            name='language',
            field=models.CharField(default='fr', max_length=8),
        ),
    ]
