"""Two questions for machines: is the process alive, and can it serve pages?"""

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request):
    """Say that the process answers; asks nothing else, so that no database can take it down."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request):
    """Say whether the database answers and every migration is applied (503 if not)."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return JsonResponse({"database": "unreachable"}, status=503)
    migrations = "missing" if missing else "applied"
    return JsonResponse(
        {"database": "ok", "migrations": migrations}, status=503 if missing else 200
    )
