"""The cast of the practice world, with the same names as in every test.

Who each is: dara duty officer, sok field officer with powers (Forestry), vanna Customs post,
rith Fisheries, srey keeper, chan vet, maly legal officer, pierre NGO adviser, bopha donor
relations, kosal administrator and auditor, lina lead, and a stranger without any role.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from sangkroh.core import actions
from sangkroh.core.actors import worker
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.roles import Role


@dataclass(frozen=True)
class Member:
    username: str
    name: str
    name_km: str
    roles: tuple[Role, ...]


CAST = (
    Member("kosal", "Kosal", "កុសល", (Role.ADMINISTRATOR, Role.AUDITOR)),
    Member("dara", "Dara", "ដារ៉ា", (Role.DUTY_OFFICER,)),
    Member("lina", "Lina", "លីណា", (Role.LEAD, Role.DUTY_OFFICER)),
    Member("sok", "Sok", "សុខ", (Role.FIELD_OFFICER,)),
    Member("vanna", "Vanna", "វណ្ណា", (Role.FIELD_OFFICER, Role.PARTNER)),
    Member("rith", "Rith", "រិទ្ធ", (Role.FIELD_OFFICER, Role.PARTNER)),
    Member("srey", "Srey", "ស្រី", (Role.KEEPER,)),
    Member("chan", "Chan", "ចាន់", (Role.VET,)),
    Member("maly", "Maly", "ម៉ាលី", (Role.LEGAL_OFFICER,)),
    Member("pierre", "Pierre", "ព្យែរ", (Role.PARTNER,)),
    Member("bopha", "Bopha", "បុប្ផា", (Role.DONOR_RELATIONS,)),
    Member("stranger", "Stranger", "អ្នកដទៃ", ()),
)


def bring_in() -> None:
    """Make the cast, once; a second time changes nothing."""
    host = worker()
    there = set(User.objects.values_list("username", flat=True))
    for member in CAST:
        if member.username in there:
            continue
        user = actions.invite(
            host, id=new_id(), username=member.username, name=member.name,
            name_km=member.name_km, practice=True,
        )  # fmt: skip
        password = make_password(f"practice-{member.username}")
        actions.set_password(host, user=user, password=password)
        for role in member.roles:
            actions.grant_role(host, user=user, role=role, reason="practice world")
