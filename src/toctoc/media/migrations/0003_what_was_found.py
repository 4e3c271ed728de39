from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0002_masks'),
    ]

    operations = [
        migrations.AddField(
            model_name='file',
            name='found',
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
    ]
