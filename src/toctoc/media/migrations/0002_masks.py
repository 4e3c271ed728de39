from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0001_files'),
        ('people', '0010_accounts_say_how_they_began'),
    ]

    operations = [
        migrations.AddField(
            model_name='file',
            name='looked',
            field=models.CharField(blank=True, choices=[('done', 'vérifiée'), ('absent', 'personne ne vérifie ici'), ('incomplete', 'vérifiée en partie'), ('seen', 'quelqu’un s’y reconnaît peut-être')], db_default='', default='', max_length=10),
        ),
        migrations.AddField(
            model_name='file',
            name='masks',
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
        migrations.AddField(
            model_name='file',
            name='revision',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='file',
            name='shows_patient',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='file',
            name='spool_key',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=255),
        ),
        migrations.AddField(
            model_name='file',
            name='unmasked',
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
        migrations.AddIndex(
            model_name='file',
            index=models.Index(condition=models.Q(('spool_key', ''), _negated=True), fields=['id'], name='media_file_spooled'),
        ),
    ]
