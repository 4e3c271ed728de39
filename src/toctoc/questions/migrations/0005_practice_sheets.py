import django.db.models.deletion
import toctoc.kernel.clock
import toctoc.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0010_accounts_say_how_they_began"),
        ("questions", "0004_how_an_answer_is_taken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Retraction",
            fields=[
                ("doi", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("noted_on", models.DateField(null=True)),
                ("nature", models.CharField(max_length=10)),
                ("imported_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
            ],
            options={
                "verbose_name": "rétractation",
                "verbose_name_plural": "rétractations",
            },
        ),
        migrations.CreateModel(
            name="PracticeSheet",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=toctoc.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("audience", models.CharField(max_length=160)),
                ("language", models.CharField(default="fr", max_length=2)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Brouillon"),
                            ("in_review", "En relecture"),
                            ("published", "Publiée"),
                            ("stale", "À revoir"),
                            ("retired", "Retirée"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("state_since", models.DateTimeField(default=toctoc.kernel.clock.now)),
                ("latest", models.PositiveIntegerField(default=1)),
                ("published_at", models.DateTimeField(null=True)),
                ("review_on", models.DateField(null=True)),
                ("hidden_at", models.DateTimeField(null=True)),
                ("hidden_why", models.TextField(blank=True, default="")),
                (
                    "hidden_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sheets",
                        to="questions.question",
                    ),
                ),
            ],
            options={
                "verbose_name": "fiche pratique",
                "verbose_name_plural": "fiches pratiques",
            },
        ),
        migrations.CreateModel(
            name="SheetVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("question_text", models.TextField()),
                ("answer", models.TextField()),
                ("dissent", models.TextField(blank=True, default="")),
                ("review_on", models.DateField()),
                ("audience", models.CharField(max_length=160)),
                ("written_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "sheet",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="questions.practicesheet",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.actor"
                    ),
                ),
            ],
            options={
                "verbose_name": "version de fiche",
                "verbose_name_plural": "versions de fiche",
            },
        ),
        migrations.CreateModel(
            name="SheetReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("profession", models.CharField(max_length=30)),
                ("department", models.CharField(max_length=3)),
                ("is_right", models.BooleanField()),
                ("remark", models.TextField(blank=True, default="")),
                ("reviewed_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.actor"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="questions.sheetversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "relecture",
                "verbose_name_plural": "relectures",
            },
        ),
        migrations.CreateModel(
            name="SheetReference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("doi", "DOI"),
                            ("pmid", "PubMed"),
                            ("pmcid", "PubMed Central"),
                            ("isbn", "ISBN"),
                            ("has", "HAS"),
                            ("ansm", "ANSM"),
                            ("ema", "EMA"),
                            ("legifrance", "Légifrance"),
                            ("cochrane", "Cochrane"),
                        ],
                        max_length=12,
                    ),
                ),
                ("identifier", models.CharField(max_length=200)),
                ("address", models.CharField(max_length=800)),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "grade A, preuve établie"),
                            ("B", "grade B, présomption scientifique"),
                            ("C", "grade C, faible niveau de preuve"),
                            ("AE", "accord d’experts"),
                            ("", "niveau non précisé"),
                        ],
                        default="",
                        max_length=2,
                    ),
                ),
                ("doi", models.CharField(blank=True, default="", max_length=200)),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references",
                        to="questions.sheetversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "référence de fiche",
                "verbose_name_plural": "références de fiche",
            },
        ),
        migrations.AddField(
            model_name="practicesheet",
            name="published",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="questions.sheetversion",
            ),
        ),
        migrations.CreateModel(
            name="SheetAuthor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(default=toctoc.kernel.clock.now)),
                ("agreed_at", models.DateTimeField(null=True)),
                ("declined_at", models.DateTimeField(null=True)),
                ("agreed_audience", models.CharField(blank=True, default="", max_length=160)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.actor"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="authors",
                        to="questions.practicesheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "auteur de fiche",
                "verbose_name_plural": "auteurs de fiche",
                "constraints": [models.UniqueConstraint(fields=("sheet", "actor"), name="questions_sheet_author_once")],
            },
        ),
        migrations.CreateModel(
            name="SheetTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("diagnostic", "Diagnostic"),
                            ("traitement", "Traitement"),
                            ("suivi-chronique", "Suivi chronique"),
                            ("assureur", "Assureur"),
                            ("legal", "Légal"),
                            ("exercice", "Exercice"),
                            ("materiel", "Matériel"),
                            ("numerique", "Numérique"),
                            ("physiologie", "Physiologie"),
                            ("ordre", "Ordre"),
                            ("vaccin", "Vaccin"),
                            ("prevention", "Prévention"),
                            ("maieutique", "Maïeutique"),
                            ("universitaire", "Universitaire"),
                            ("documentation", "Documentation"),
                            ("formation", "Formation"),
                            ("medicament", "Médicament"),
                            ("cardiologie", "Cardiologie"),
                            ("dermatologie", "Dermatologie"),
                            ("pediatrie", "Pédiatrie"),
                            ("geriatrie", "Gériatrie"),
                            ("gynecologie", "Gynécologie"),
                            ("psychiatrie", "Psychiatrie"),
                            ("neurologie", "Neurologie"),
                            ("pneumologie", "Pneumologie"),
                            ("rhumatologie", "Rhumatologie"),
                            ("endocrinologie", "Endocrinologie"),
                            ("gastro-enterologie", "Gastro-entérologie"),
                            ("nephrologie", "Néphrologie"),
                            ("urologie", "Urologie"),
                            ("orl", "ORL"),
                            ("ophtalmologie", "Ophtalmologie"),
                            ("infectiologie", "Infectiologie"),
                            ("allergologie", "Allergologie"),
                            ("oncologie", "Oncologie"),
                            ("hematologie", "Hématologie"),
                            ("urgences", "Urgences"),
                            ("soins-palliatifs", "Soins palliatifs"),
                            ("addictologie", "Addictologie"),
                            ("odontologie", "Odontologie"),
                            ("plaies", "Plaies et pansements"),
                            ("reeducation", "Rééducation"),
                            ("aide-a-domicile", "Aide à domicile"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="topics",
                        to="questions.practicesheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "thème de fiche",
                "verbose_name_plural": "thèmes de fiche",
                "indexes": [models.Index(fields=["topic", "sheet"], name="questions_sheets_by_topic")],
                "constraints": [models.UniqueConstraint(fields=("sheet", "topic"), name="questions_sheet_topic_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="sheetversion",
            constraint=models.UniqueConstraint(fields=("sheet", "number"), name="questions_sheet_version_once"),
        ),
        migrations.AddConstraint(
            model_name="sheetreview",
            constraint=models.UniqueConstraint(fields=("version", "account"), name="questions_sheet_review_once"),
        ),
        migrations.AddIndex(
            model_name="sheetreference",
            index=models.Index(
                condition=models.Q(("doi", ""), _negated=True), fields=["doi"], name="questions_sheet_reference_doi"
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetreference",
            constraint=models.UniqueConstraint(fields=("version", "position"), name="questions_sheet_reference_place"),
        ),
        migrations.AddIndex(
            model_name="practicesheet",
            index=models.Index(
                condition=models.Q(("published__isnull", False)),
                fields=["audience", "id"],
                name="questions_sheets_read",
            ),
        ),
        migrations.AddIndex(
            model_name="practicesheet",
            index=models.Index(
                condition=models.Q(("state", "published")), fields=["review_on"], name="questions_sheets_to_review"
            ),
        ),
    ]
