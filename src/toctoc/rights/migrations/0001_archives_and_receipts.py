
import django.db.models.deletion
import toctoc.kernel.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ErasureReceipt',
            fields=[
                ('digest', models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('made_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
            ],
            options={
                'verbose_name': 'reçu d’effacement',
                'verbose_name_plural': 'reçus d’effacement',
                'indexes': [models.Index(fields=['made_at'], name='rights_receipt_age')],
            },
        ),
        migrations.CreateModel(
            name='Archive',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'en préparation'), ('ready', 'prête'), ('failed', 'abandonnée')], default='waiting', max_length=10)),
                ('sealed_key', models.BinaryField()),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('steps_done', models.PositiveIntegerField(default=0)),
                ('steps_total', models.PositiveIntegerField(default=0)),
                ('asked_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('ready_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='archives', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'archive',
                'verbose_name_plural': 'archives',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('account',), name='rights_archive_one_waiting')],
            },
        ),
    ]
