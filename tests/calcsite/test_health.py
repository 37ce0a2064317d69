import pytest
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor


def test_healthz_answers_without_a_database(client):
    response = client.get("/healthz")
    assert response.json() == {"status": "ok"}
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_readyz_with_everything_in_place(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "migrations": "applied"}


@pytest.mark.django_db
def test_readyz_with_a_missing_migration(client, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: ["one"])
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["migrations"] == "missing"


@pytest.mark.django_db
def test_readyz_without_a_database(client, monkeypatch):
    def refuse(self, targets):
        raise OperationalError("password of the database")

    monkeypatch.setattr(MigrationExecutor, "migration_plan", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": "unreachable"}
