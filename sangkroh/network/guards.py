"""What the database itself keeps of the network: codes, and the memory of who served where."""

from sangkroh.core.guards import kept, register

register(
    [
        *kept("network_agency", "code"),
        *kept("network_office", "code", "agency_id"),
        *kept("network_person", "user_id"),
        *kept("network_placement", "person_id", "office_id", "title", "since"),
        *kept("network_power", "person_id", "regime", "since", "basis", "given_by_id"),
    ]
)
