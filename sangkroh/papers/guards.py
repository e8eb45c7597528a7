"""The register keeps every number it gave, and gives them without a gap."""

from sangkroh.core.guards import Guard, append_only, refuse, register

NEXT = (
    "NEW.serial = 1 + COALESCE((SELECT MAX(p.serial) FROM papers_paper p "
    "WHERE p.office_id = NEW.office_id AND p.year = NEW.year), 0)"
)
for name in ("paper", "signedcopy", "cancellation", "letterhead", "formapproval"):
    register(append_only(f"papers_{name}"))
register([Guard("papers_paper_next", "papers_paper", "BEFORE INSERT",
                *refuse("paper-serial", unless=NEXT))])  # fmt: skip
