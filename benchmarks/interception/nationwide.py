"""`python -m benchmarks.interception.nationwide FOLDER [--fit]`: the made-up country's incidents.

`--fit` first fits the calibration that ships, on the FITTING behaviours and incidents of their
own; then, or without it, the REPORTED behaviours are played and the figures kept in FOLDER.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from sangkroh.interception.calibration import SHIPPED, Calibration
from sangkroh.interception.engine import Engine

from . import behaviours
from .contracted import networks
from .simulation import SETTINGS, calibrated, report, simulate

FIT, REPORTED = range(2000, 2020), range(101, 141)


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("folder", type=Path)
    said.add_argument("--fit", action="store_true")
    said.add_argument("--groups", type=int, default=8, help="of 30 drivers, for each behaviour")
    said.add_argument("--incidents", type=int, default=len(REPORTED))
    it = said.parse_args()
    it.folder.mkdir(parents=True, exist_ok=True)
    full, graph = networks(it.folder)
    engine = Engine(graph, SETTINGS)
    begin = time.monotonic()
    if it.fit:
        scores = simulate(graph, behaviours.FITTING, FIT, 4, engine=engine)
        SHIPPED.parent.mkdir(exist_ok=True)
        calibrated(scores, f"{len(FIT)} made-up incidents, {len(behaviours.FITTING)} kinds of "
                   "driver: benchmarks.interception").save(SHIPPED)  # fmt: skip
        print(f"fitted in {time.monotonic() - begin:.0f} s", flush=True)
    scores = simulate(graph, behaviours.REPORTED, REPORTED[: it.incidents], it.groups,
                      engine=engine)  # fmt: skip
    figures = report(scores, Calibration.load(SHIPPED)) | {
        "full": full.counts(), "contracted": graph.counts(), "incidents": it.incidents,
        "drivers": it.groups * 30 * len(behaviours.REPORTED),
        "seconds": time.monotonic() - begin,
        "by behaviour": {
            b.name: {k: {policy: _mean(scores.met[k, policy][i :: len(behaviours.REPORTED)])
                         for policy in ("model", "likely-crossings", "hindsight")}
                     for k in (2, 3, 6)}
            for i, b in enumerate(behaviours.REPORTED)
        },
    }  # fmt: skip
    (it.folder / "national.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures["by k"], indent=1))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


if __name__ == "__main__":
    main()
