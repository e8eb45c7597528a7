"""The cast of the practice world, with the same names as in every test.

Who each is: dara duty officer, sok field officer with powers (Forestry), vanna Customs post,
rith Fisheries, srey keeper, chan vet, maly legal officer, pierre NGO adviser, bopha donor
relations, kosal administrator and auditor, lina lead, and a stranger without any role.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.auth.hashers import make_password

from sangkroh.core import actions
from sangkroh.core.actors import by_username, worker
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.network import actions as network
from sangkroh.network import queries
from sangkroh.network.rules import AgencyKind, OfficeKind, Regime


@dataclass(frozen=True)
class Agency:
    code: str
    name: str
    name_km: str
    kind: AgencyKind
    regime: Regime = Regime.NONE


@dataclass(frozen=True)
class Office:
    code: str
    agency: str
    kind: OfficeKind
    name: str
    name_km: str


@dataclass(frozen=True)
class Member:
    username: str
    name: str
    name_km: str
    roles: tuple[Role, ...]
    office: str = ""
    power: Regime | None = None


AGENCIES = (
    Agency("FA", "Forestry Administration", "រដ្ឋបាលព្រៃឈើ",
           AgencyKind.AUTHORITY, Regime.FORESTRY),
    Agency("GDCE", "General Department of Customs and Excise",
           "អគ្គនាយកដ្ឋានគយ និងរដ្ឋាករកម្ពុជា", AgencyKind.AUTHORITY, Regime.CUSTOMS),
    Agency("FIA", "Fisheries Administration", "រដ្ឋបាលជលផល",
           AgencyKind.AUTHORITY, Regime.FISHERIES),
    Agency("NGO", "Wildlife NGO", "អង្គការសត្វព្រៃ", AgencyKind.NGO),
    Agency("HOUSE", "Keepers of this system", "អ្នកថែទាំប្រព័ន្ធនេះ", AgencyKind.OTHER),
)  # fmt: skip
OFFICES = (
    Office("FA-WRRT", "FA", OfficeKind.OFFICE, "Wildlife Rapid Rescue Team",
           "ក្រុមសង្គ្រោះសត្វព្រៃបន្ទាន់"),
    Office("PTWRC", "FA", OfficeKind.RESCUE_CENTRE, "Phnom Tamao Wildlife Rescue Centre",
           "មជ្ឈមណ្ឌលសង្គ្រោះសត្វព្រៃភ្នំតាម៉ៅ"),
    Office("GDCE-KOHTHOM", "GDCE", OfficeKind.POST, "Koh Thom customs post", "ប៉ុស្តិ៍គយកោះធំ"),
    Office("FIA-KANDAL", "FIA", OfficeKind.OFFICE, "Fisheries office of Kandal",
           "ខណ្ឌរដ្ឋបាលជលផលកណ្តាល"),
    Office("NGO-WA", "NGO", OfficeKind.OFFICE, "Wildlife NGO", "អង្គការសត្វព្រៃ"),
    Office("HOUSE", "HOUSE", OfficeKind.OFFICE, "Keepers of this system", "អ្នកថែទាំប្រព័ន្ធនេះ"),
)  # fmt: skip
CAST = (
    Member("kosal", "Kosal", "កុសល", (Role.ADMINISTRATOR, Role.AUDITOR), "HOUSE"),
    Member("lina", "Lina", "លីណា", (Role.LEAD, Role.DUTY_OFFICER), "FA-WRRT"),
    Member("dara", "Dara", "ដារ៉ា", (Role.DUTY_OFFICER,), "FA-WRRT"),
    Member("sok", "Sok", "សុខ", (Role.FIELD_OFFICER,), "FA-WRRT", Regime.FORESTRY),
    Member("vanna", "Vanna", "វណ្ណា", (Role.FIELD_OFFICER, Role.PARTNER), "GDCE-KOHTHOM",
           Regime.CUSTOMS),
    Member("rith", "Rith", "រិទ្ធ", (Role.FIELD_OFFICER, Role.PARTNER), "FIA-KANDAL",
           Regime.FISHERIES),
    Member("srey", "Srey", "ស្រី", (Role.KEEPER,), "PTWRC"),
    Member("chan", "Chan", "ចាន់", (Role.VET,), "PTWRC"),
    Member("maly", "Maly", "ម៉ាលី", (Role.LEGAL_OFFICER,), "FA-WRRT"),
    Member("pierre", "Pierre", "ព្យែរ", (Role.PARTNER,), "NGO-WA"),
    Member("bopha", "Bopha", "បុប្ផា", (Role.DONOR_RELATIONS,), "NGO-WA"),
    Member("stranger", "Stranger", "អ្នកដទៃ", ()),
)  # fmt: skip


def bring_in() -> None:
    """Make the cast with its agencies and offices, once; a second time changes nothing."""
    host = worker()
    offices = _offices(host)
    there = set(User.objects.values_list("username", flat=True))
    for member in CAST:
        if member.username not in there:
            _bring(host, member, offices)


def _offices(host: User) -> dict[str, UUID]:
    """The id of each office by its code; what is missing is made."""
    agencies = {it.code: it.id for it in queries.agencies()}
    for agency in AGENCIES:
        if agency.code not in agencies:
            agencies[agency.code] = network.add_agency(
                host, id=new_id(), code=agency.code, name=agency.name, name_km=agency.name_km,
                kind=agency.kind, regime=agency.regime,
            )  # fmt: skip
    offices = {it.code: it.id for it in queries.offices()}
    for office in OFFICES:
        if office.code not in offices:
            offices[office.code] = network.add_office(
                host, id=new_id(), code=office.code, agency=agencies[office.agency],
                name=office.name, name_km=office.name_km, kind=office.kind,
            )  # fmt: skip
    return offices


def _bring(host: User, member: Member, offices: dict[str, UUID]) -> None:
    user = actions.invite(
        host, id=new_id(), username=member.username, name=member.name,
        name_km=member.name_km, practice=True,
    )  # fmt: skip
    password = make_password(f"practice-{member.username}")
    actions.set_password(host, user=user, password=password)
    for role in member.roles:
        actions.grant_role(host, user=user, role=role, reason="practice world")
    if member.office:
        network.place_person(host, user=user, office=offices[member.office])
    if member.power:
        network.give_power(
            by_username("lina"), id=new_id(), user=user, regime=member.power,
            since=date(2016, 1, 1), basis="practice world",
        )  # fmt: skip
