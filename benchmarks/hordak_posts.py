"""Posts with django-hordak on PostgreSQL: `hordak_posts.py ADMIN_URL POSTS`. See ledger.py."""

import json
import sys
import time
from urllib.parse import urlsplit
from uuid import uuid4

import django
import psycopg
from django.conf import settings


def main(url: str, posts: int) -> None:
    parts, name = urlsplit(url), f"hordak_{uuid4().hex[:8]}"
    admin = psycopg.connect(url, autocommit=True)
    admin.execute(f"CREATE DATABASE {name}")
    try:
        settings.configure(
            DATABASES={
                "default": {
                    "ENGINE": "django.db.backends.postgresql",
                    "NAME": name,
                    "HOST": parts.hostname,
                    "PORT": parts.port or 5432,
                    "USER": parts.username,
                    "PASSWORD": parts.password or "",
                }
            },
            INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "mptt", "hordak"],
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            USE_TZ=True,
            HORDAK_DECIMAL_PLACES=0,
            DEFAULT_CURRENCY="EUR",
            CURRENCIES=["EUR"],
        )
        django.setup()
        print(json.dumps(measure(posts)))
    finally:
        from django.db import connection

        connection.close()
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def measure(posts: int) -> dict[str, float]:
    from django.core.management import call_command
    from django.db import transaction
    from hordak.models import Account
    from moneyed import Money

    call_command("migrate", verbosity=0)
    here = Account.objects.create(name="here", type="AS", currencies=["EUR"])
    there = Account.objects.create(name="there", type="AS", currencies=["EUR"])
    one = Money(1, "EUR")
    here.transfer_to(there, one)
    began = time.perf_counter()
    for _ in range(posts):
        here.transfer_to(there, one)
    alone = posts / (time.perf_counter() - began)
    began = time.perf_counter()
    with transaction.atomic():
        for _ in range(500):
            here.transfer_to(there, one)
    return {"one": alone, "batch": 500 / (time.perf_counter() - began)}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
