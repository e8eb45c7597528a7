"""How many queries a page may make, whatever the number of its rows: query_budgets.json.

Each page by its url name; "*" is for those not named. A page of the menu is measured here; one
that needs an id is measured in its room's own tests by `get(client, "cases:case", url)`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

BUDGETS: dict[str, int] = json.loads((Path(__file__).parent / "query_budgets.json").read_text())


def of(name: str) -> int:
    return BUDGETS.get(name, BUDGETS["*"])


def get(client: Client, name: str, url: str) -> Any:
    """The page, within its budget."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200, (answer.status_code, answer.headers.get("Location"))
    asked = [it["sql"] for it in queries.captured_queries]
    assert len(asked) <= of(name), f"{len(asked)} queries:\n" + "\n".join(asked)
    return answer
