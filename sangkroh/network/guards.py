"""What the database itself keeps of the network: codes, and the memory of who served where."""

from sangkroh.core.guards import Guard, kept, refuse, register

ENDED = "OLD.ended_at IS NOT NULL AND (NEW.ended_at IS DISTINCT FROM OLD.ended_at)"

register(
    [
        *kept("network_agency", "code"),
        *kept("network_office", "code", "agency_id"),
        *kept("network_person", "user_id"),
        *kept("network_placement", "person_id", "office_id", "title", "since"),
        Guard(
            "network_placement_ends_once", "network_placement", "BEFORE UPDATE",
            *refuse("network_placement_ends_once", when=ENDED),
        ),
        *kept("network_power", "person_id", "regime", "since", "basis", "given_by_id"),
    ]
)  # fmt: skip
