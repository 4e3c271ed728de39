from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0003_what_was_found'),
    ]

    operations = [
        migrations.AddField(
            model_name='file',
            name='views',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
