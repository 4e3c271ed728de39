from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0016_what_questions_tell"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(
                choices=[
                    ("mention", "vous nomme"),
                    ("reply", "vous répond"),
                    ("favourite", "trouve votre message utile"),
                    ("follow", "vous suit"),
                    ("answer", "répond à une question que vous suivez"),
                    ("question", "fait avancer une question que vous suivez"),
                    ("quote", "cite votre message"),
                    ("poll", "clôt un sondage auquel vous avez pris part"),
                    ("note", "éclaire votre message d’une note"),
                    ("group", "vous attend dans un groupe"),
                    ("welcome", "attend un mot de bienvenue"),
                    ("event", "annonce un rendez-vous"),
                    ("message", "vous écrit"),
                    ("held", "Votre message programmé n’a pas paru\u202f: il vous attend"),
                    ("closing", "Deux questions vous attendent sur un texte que vous avez envoyé"),
                    ("decision", "La modération vous doit une explication"),
                    ("alert", "Quelqu’un est peut-être en danger\u202f: une alerte attend la modération"),
                    ("opened", "Votre message est devenu une question : vous pouvez revenir en arrière"),
                    ("promise", "Une promesse vous attend, sur une enquête que vous avez lancée"),
                    ("relay", "L’automate du lieu relaie votre question"),
                    ("thanks", "vous remercie de votre réponse"),
                    ("outcome", "Votre question a des réponses\u202f: dites ce que vous avez fait"),
                    ("apart", "vous répond, à vous seulement"),
                ],
                max_length=12,
            ),
        ),
    ]
