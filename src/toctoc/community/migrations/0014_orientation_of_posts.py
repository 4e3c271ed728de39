import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0013_agreements_from_before'),
    ]

    operations = [
        migrations.CreateModel(
            name='Orientation',
            fields=[
                ('post', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='orientation', serialize=False, to='community.post')),
                ('cards', models.CharField(max_length=100)),
            ],
            options={
                'verbose_name': 'orientation',
                'verbose_name_plural': 'orientations',
            },
        ),
    ]
