"""Findings that only an examiner can make out; the lookup asks for them in the clinical view."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conditions", "0014_add_catalogue"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="term",
            name="term_category_fits_kind",
        ),
        migrations.AlterField(
            model_name="historicalterm",
            name="category",
            field=models.CharField(
                blank=True,
                choices=[
                    ("symptom", "symptom"),
                    ("sign", "sign"),
                    ("examination", "found on examination"),
                    ("laboratory", "laboratory"),
                    ("imaging", "imaging"),
                    ("demographic", "personal characteristic"),
                    ("disease", "disease"),
                    ("drug", "medicine"),
                    ("procedure", "procedure"),
                    ("trigger", "trigger"),
                    ("clinical", "clinical examination"),
                    ("biopsy", "biopsy"),
                    ("wound-care", "wound care"),
                    ("supportive", "supportive care"),
                    ("avoid", "stopping or avoiding"),
                    ("monitoring", "monitoring"),
                ],
                max_length=12,
                verbose_name="category",
            ),
        ),
        migrations.AlterField(
            model_name="term",
            name="category",
            field=models.CharField(
                blank=True,
                choices=[
                    ("symptom", "symptom"),
                    ("sign", "sign"),
                    ("examination", "found on examination"),
                    ("laboratory", "laboratory"),
                    ("imaging", "imaging"),
                    ("demographic", "personal characteristic"),
                    ("disease", "disease"),
                    ("drug", "medicine"),
                    ("procedure", "procedure"),
                    ("trigger", "trigger"),
                    ("clinical", "clinical examination"),
                    ("biopsy", "biopsy"),
                    ("wound-care", "wound care"),
                    ("supportive", "supportive care"),
                    ("avoid", "stopping or avoiding"),
                    ("monitoring", "monitoring"),
                ],
                max_length=12,
                verbose_name="category",
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "category__in",
                            ["examination", "imaging", "laboratory", "sign", "symptom"],
                        ),
                        ("kind", "finding"),
                    ),
                    models.Q(
                        (
                            "category__in",
                            [
                                "demographic",
                                "disease",
                                "drug",
                                "laboratory",
                                "procedure",
                                "trigger",
                            ],
                        ),
                        ("kind", "risk-factor"),
                    ),
                    models.Q(("category__in", [""]), ("kind", "body-site")),
                    models.Q(
                        ("category__in", ["biopsy", "clinical", "imaging", "laboratory"]),
                        ("kind", "test"),
                    ),
                    models.Q(
                        (
                            "category__in",
                            [
                                "avoid",
                                "drug",
                                "monitoring",
                                "procedure",
                                "supportive",
                                "wound-care",
                            ],
                        ),
                        ("kind", "treatment"),
                    ),
                    _connector="OR",
                ),
                name="term_category_fits_kind",
                violation_error_message="This category does not belong to this kind of term.",
            ),
        ),
    ]
