"""`python -m benchmarks.interception`: every figure of the engine with its goal beside it.

Made-up networks and finished simulations are kept in a folder (default var/bench-interception)
and used again. `--published FOLDER` adds the published instances. `--write` keeps the figures of
this run as docs/proofs/interception.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from sangkroh.interception.calibration import SHIPPED, Calibration

from . import nationwide, published, speed
from .contracted import networks

PAGE = Path(__file__).parent.parent.parent / "docs" / "proofs" / "interception.md"


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--folder", type=Path, default=Path("var/bench-interception"))
    said.add_argument("--published", type=Path, default=published.published.folder())
    said.add_argument("--repeat", type=int, default=15)
    said.add_argument("--write", action="store_true")
    it = said.parse_args()
    full, small = networks(it.folder)
    text = [*head(full.counts(), small.counts())]
    text += table_of_speed(speed.measured(full, small, it.repeat))
    if it.published is not None:
        text += page_of_published(published.cities(it.published), published.grids(it.published))
    else:
        text += ["", "The published instances were not given: left out."]
    figures = it.folder / "national.json"
    if not figures.exists():
        subprocess.run([sys.executable, "-m", nationwide.__name__, str(it.folder)], check=True)
    text += page_of_nation(json.loads(figures.read_text()))
    print("\n".join(text))
    if it.write:
        PAGE.write_text("\n".join(text) + "\n", encoding="utf-8")


def head(full: dict[str, int], small: dict[str, int]) -> list[str]:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True,
                            check=True).stdout.strip()  # fmt: skip
    busy = os.getloadavg()[0]
    return [
        "# The interception engine, measured", "",
        f"One run of `make bench-interception` on {datetime.now(UTC):%Y-%m-%d}, after commit "
        f"{commit}; {os.cpu_count()} cores, load {busy:.1f} at the start, Python "
        f"{platform.python_version()}, NumPy {np.__version__}. Ratios are of one run; absolute "
        "times depend on the machine and on what else it does.", "",
        f"Networks, made up: full {said(full)}; contracted {said(small)}.", "",
    ]  # fmt: skip


def said(counts: dict[str, int]) -> str:
    return ", ".join(f"{n:,} {name}" for name, n in counts.items() if name != "unverified")


def table_of_speed(figures: list[dict[str, Any]]) -> list[str]:
    lines = ["## Speed", "", "| figure | ours, ms | p95 | rival, ms | ratio | goal | |",
             "|---|--:|--:|--:|--:|--:|---|"]  # fmt: skip
    for it in figures:
        value = it.get("ratio", it.get("ours ms", 0.0))
        goal = it.get("goal")
        at_most = "(at most" in it["figure"]
        reached = goal is None or (value <= goal if at_most else value >= goal)
        cells = [f"{it[k]:,.1f}" if k in it else "" for k in ("ours ms", "ours p95", "rival ms")]
        ratio = f"{it['ratio']:.2f}" if "ratio" in it else ""
        lines.append(f"| {it['figure']} | {' | '.join(cells)} | {ratio} | "
                     f"{'' if goal is None else f'{goal:g}'} | {'' if reached else 'missed'} |")  # fmt: skip
    return lines


def page_of_published(cities: list[dict[str, Any]], grids: list[dict[str, Any]]) -> list[str]:
    lines = ["", "## Published instances", "",
             "| city | scores equal | best published | greedy and moves | optimum | proved | s | "
             "times a logged run (goal 20) |", "|---|---|--:|--:|--:|---|--:|--:|"]  # fmt: skip
    for c in cities:
        lines.append(f"| {c['city']} | {c['scores equal']} | {c['published best']} | "
                     f"{c['greedy']:g} | {c['optimum']:g} | {c['proved']} | {c['s']:.3f} | "
                     f"{c['times the logged run']:.0f} |")  # fmt: skip
    lines += ["", "Planned without seeing the routes (routes met, three seeds; the rules beside):",
              "", "| city | model | predicted | nearest crossings | likely crossings | shortest "
              "paths | last known place | optimum |", "|---|--:|--:|--:|--:|--:|--:|--:|"]  # fmt: skip
    for c in cities:
        u = c["unseen"]
        mine = ", ".join(f"{x['model']:g}" for x in u)
        told = ", ".join(f"{x['predicted']:.0f}" for x in u)
        rules = " | ".join(f"{u[0][r]:g}" for r in ("nearest-crossings", "likely-crossings",
                                                   "shortest-paths", "last-known-place"))  # fmt: skip
        lines.append(f"| {c['city']} | {mine} | {told} | {rules} | {c['optimum']:g} |")
    lines += ["", "| grid | published periodic | published policy search | planned once | planned "
              "again | at least periodic (goal all) | gain (goal 0.09) |",
              "|---|--:|--:|--:|--:|--:|--:|"]  # fmt: skip
    for g in grids:
        lines.append(f"| {g['grid']} | {g['published periodic']:.3f} | "
                     f"{g['published policy search']:.3f} | {g['once']:.3f} | {g['again']:.3f} | "
                     f"{g['at least periodic']} of {g['of']} | {g['gain']:.3f} |")  # fmt: skip
    return lines


POLICIES = ("last-known-place", "nearest-crossings", "shortest-paths", "likely-crossings",
            "random", "model", "hindsight")  # fmt: skip


def page_of_nation(it: dict[str, Any]) -> list[str]:
    ks = it["by k"]
    lines = ["", "## The made-up country", "",
             f"{it['incidents']} incidents, {it['drivers']} drivers each, of behaviours that the "
             f"planner never saw; calibration fitted on others ({_fitted()}).", "",
             "| share met | " + " | ".join(f"k = {k}" for k in ks) + " |",
             "|---|" + "--:|" * len(ks)]  # fmt: skip
    rows = [*POLICIES, "worst", "over best rule", "over nearest crossings", "raw", "predicted",
            "off", "in range", "brier", "base rate"]  # fmt: skip
    goals = {"over best rule": " (goal 1.05)", "over nearest crossings": " (goal 4)",
             "off": " (goal at most 0.05)", "brier": " (goal below base rate)",
             "in range": " (should be 0.9)"}  # fmt: skip
    for row in rows:
        cells = " | ".join(f"{ks[k][row]:.3f}" for k in ks)
        lines.append(f"| {row}{goals.get(row, '')} | {cells} |")
    lines += ["", "| behaviour: model / likely crossings / hindsight | "
              + " | ".join(f"k = {k}" for k in ks) + " |", "|---|" + "--:|" * len(ks)]  # fmt: skip
    for name, by_k in it["by behaviour"].items():
        cells = " | ".join(" / ".join(f"{by_k[k][p]:.3f}" for p in
                                      ("model", "likely-crossings", "hindsight")) for k in ks)  # fmt: skip
        lines.append(f"| {name} | {cells} |")
    bins = "; ".join(f"{p:.2f} → {r:.2f} ({n})" for p, r, n in it["passing"])
    return [*lines, "", f"Chance to pass a post, predicted → realised (posts): {bins}. Brier "
            f"{it['passing brier']:.4f}.", "",
            f"Where true pass times fall among the predicted, in tenths: {it['pit']}."]  # fmt: skip


def _fitted() -> str:
    return Calibration.load(SHIPPED).made_from


if __name__ == "__main__":
    main()
