"""Every page of the menu keeps its budget of queries."""

import pytest
from django.test import Client
from django.urls import reverse

from sangkroh.core.actors import by_username
from sangkroh.core.shows import MENU
from sangkroh.project.people import CAST

from . import budgets

PAGES = sorted({it.url_name for it in MENU})


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_menu_keeps_its_budget(name: str, client: Client) -> None:
    roles = frozenset().union(*(it.roles for it in MENU if it.url_name == name))
    reader = next(it for it in CAST if roles & set(it.roles))
    user = by_username(reader.username)
    client.force_login(user)
    client.get(reverse(name))
    budgets.get(client, name, reverse(name))
