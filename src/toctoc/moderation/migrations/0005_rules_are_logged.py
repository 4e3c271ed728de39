from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0004_alerts_count_others'),
    ]

    operations = [
        migrations.AlterField(
            model_name='logline',
            name='verb',
            field=models.CharField(choices=[('look', 'a lu un contenu fermé, parce qu’il était signalé'), ('take', 'a pris un signalement'), ('give_back', 'a rendu un signalement'), ('decide', 'a décidé'), ('lift', 'a levé une décision'), ('end', 'une décision est arrivée à sa date'), ('appeal', 'a répondu à un recours'), ('list_add', 'a ajouté à une liste de blocage'), ('list_drop', 'a retiré d’une liste de blocage'), ('ask', 'a écrit à un compte soupçonné d’agir pour une entreprise'), ('publish', 'a inscrit un compte sur la liste publique'), ('close', 'a classé un soupçon'), ('close_alert', 'a regardé une alerte et l’a close'), ('rule', 'a changé une règle du registre'), ('rule_weaker', 'a désactivé ou affaibli une règle du registre'), ('leave', 'a quitté la modération'), ('export', 'a exporté le journal')], max_length=12),
        ),
    ]
