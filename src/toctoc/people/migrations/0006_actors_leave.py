
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_attestations_are_kept'),
    ]

    operations = [
        migrations.CreateModel(
            name='RetiredHandle',
            fields=[
                ('digest', models.BinaryField(max_length=32, primary_key=True, serialize=False)),
            ],
            options={
                'verbose_name': 'identifiant retiré',
                'verbose_name_plural': 'identifiants retirés',
            },
        ),
        migrations.AddField(
            model_name='actor',
            name='leaves_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='actor',
            name='left_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name='actor',
            index=models.Index(condition=models.Q(('leaves_at__isnull', False)), fields=['leaves_at'], name='people_actor_leaving'),
        ),
    ]
