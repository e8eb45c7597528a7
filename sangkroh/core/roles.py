"""The twelve roles, and the worker that is none of them.

A role gives power over acts, never over rows.
"""

from enum import StrEnum


class Role(StrEnum):
    DUTY_OFFICER = "duty_officer"
    FIELD_OFFICER = "field_officer"
    LEAD = "lead"
    KEEPER = "keeper"
    VET = "vet"
    LEGAL_OFFICER = "legal_officer"
    ANALYST = "analyst"
    PARTNER = "partner"
    DONOR_RELATIONS = "donor_relations"
    SOURCE_CUSTODIAN = "source_custodian"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    WORKER = "worker"  # the nightly worker and the first command on a new machine; never granted


GRANTABLE = frozenset(Role) - {Role.WORKER}
EVERYONE = GRANTABLE
"""Every person with a role. A user without one may do nothing and sees nothing."""
NEEDS_SECOND_FACTOR = frozenset({Role.ADMINISTRATOR, Role.SOURCE_CUSTODIAN, Role.LEAD})
"""Roles that come in with a second factor wherever others are served, and never by an API key."""
