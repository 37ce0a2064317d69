"""How gunicorn serves the site: `gunicorn calcsite.wsgi`.

Without a proxy in front, slow clients hold threads, so `make run` takes many. Behind a buffering
proxy set THREADS=8 and BIND=unix:/run/calcsite/gunicorn.sock. Never use gevent workers with
SQLite: a waiting write would stop the whole worker.
"""

import gc
from pathlib import Path

from calcsite import environment

port = environment.count("PORT", 8000, most=65_535)
bind = environment.text("BIND", f"127.0.0.1:{port}")
worker_class = "gthread"
workers = environment.count("WEB_CONCURRENCY", 2, most=256)
threads = environment.count("THREADS", 64, most=1024)
timeout = 30
graceful_timeout = 30
keepalive = 5
# A fresh worker now and then, not all at once, keeps a slow leak harmless.
max_requests = 5000
max_requests_jitter = 500
# Load the code in the workers: SIGHUP then brings new code without losing a request.
preload_app = False
if Path("/dev/shm").is_dir():  # noqa: S108 - heartbeat files; on a slow disk they stall workers
    worker_tmp_dir = "/dev/shm"  # noqa: S108
control_socket_disable = True


def post_worker_init(_worker):
    """Keep the garbage collector from walking, in every request, through all that stays loaded."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


limit_request_line = 4094
limit_request_fields = 50
limit_request_field_size = 8190
# Whose X-Forwarded-Proto counts; never "*".
forwarded_allow_ips = environment.text("FORWARDED_ALLOW_IPS", "127.0.0.1")

# Time, method, path, status, bytes, milliseconds: no query, referrer, address or browser. The
# server's own errors go through the site's formatter, for they may quote a request; its warnings
# name addresses of readers and are left out.
accesslog = "-"
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s %(M)s"
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {"()": "calcsite.logs.DiscreetFormatter"},
        "access": {"format": "%(message)s"},
    },
    "handlers": {
        "errors": {"class": "logging.StreamHandler", "formatter": "discreet"},
        "access": {
            "class": "logging.StreamHandler",
            "formatter": "access",
            "stream": "ext://sys.stdout",
        },
    },
    "root": {"handlers": ["errors"], "level": "ERROR"},
    "loggers": {
        "gunicorn.error": {"handlers": ["errors"], "level": "ERROR", "propagate": False},
        "gunicorn.access": {"handlers": ["access"], "level": "INFO", "propagate": False},
    },
}
