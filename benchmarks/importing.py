"""How many cases of old papers come in a second: `python -m benchmarks.importing FILE [COPIES]`.

Brings the cases of a JSONL file in COPIES times, each copy with numbers of its own, into a home of
its own, every act journalled. Prints cases a second by the clock and by the processor: on a machine
that others use, the clock tells of them too. Without a file: the practice cases that ship.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

SHIPPED = Path(__file__).parent.parent / "sangkroh" / "history" / "data" / "practice_cases.jsonl"


def copies(source: Path, times: int, to: Path) -> int:
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    with to.open("w", encoding="utf-8") as file:
        for n in range(times):
            for row in rows:
                file.write(json.dumps(row | {"id": f"{row['id']}-{n}"}, ensure_ascii=False) + "\n")
    return len(rows) * times


def main() -> None:
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"SANGKROH_HOME": home, "DJANGO_SETTINGS_MODULE": "sangkroh.project.settings"}
        import django

        django.setup()
        from django.utils import timezone

        from sangkroh.core.models import Entry
        from sangkroh.history import importing, mapping, preparing

        preparing.make_ready()
        path = Path(home) / "copies.jsonl"
        cases = copies(source, times, path)
        it = importing.Import(
            preparing.importer(None), path, mapping.Mapping(), timezone.localdate()
        )
        before, clock, processor = Entry.objects.count(), time.perf_counter(), time.process_time()
        report = importing.run(it)
        clock, processor = time.perf_counter() - clock, time.process_time() - processor
        assert report.counts.new == cases, report.faults[:3]
        print(f"{cases} cases, {Entry.objects.count() - before} acts")
        print(f"{cases / clock:.0f} cases/s by the clock, {cases / processor:.0f} by the processor")


if __name__ == "__main__":
    main()
