from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('proofs', '0002_letters_leave_once'),
    ]

    operations = [
        migrations.CreateModel(
            name='TakenNumbers',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('path', models.CharField(max_length=20)),
                ('count', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'numéros déjà pris',
                'verbose_name_plural': 'numéros déjà pris',
                'constraints': [models.UniqueConstraint(fields=('day', 'path'), name='proofs_taken_once')],
            },
        ),
    ]
