#!/usr/bin/env python3
"""Compares resolution-review with the oracle of targets over random worlds, column by column, and shrinks what differs.

compare_targets.py --program FILE [--seed N] [--worlds N] [--only a,b] [--always a,b] [--without a,b] [--keep FOLDER] [--list]

Without --only every world has some of the features by chance.
"""
import csv
import io
import re
import sys
from fractions import Fraction

import target_worlds
import targets
from compare import Case, arguments, option, plainer, run, search

NUMBERS = ("baseline", "actual", "expected", "achieved_percent", "pace", "required_pace", "acceleration", "coverage",
           "of_target_percent", "gap", "ratio", "projected", "projected_low", "projected_high")
TEXTS = ("unit", "indicator", "resolution", "form", "target_code", "by", "assigned_by", "baseline_period", "actual_period",
         "actual_status", "rating", "reason_code", "published", "projection_method", "method", "score", "class", "chance")
NEEDED = {"targets": ("code", "unit", "indicator", "resolution", *targets.FORMS), "indicators": ("code", "name", "frequency",
          "measured_at", "rollup", "grades"), "resolutions": ("code", "title", "unit", "from", "to"), "units": ("code", "name", "level")}


def number_differs(got, wanted, size):
    """Where a root or an interval stands in it, it may be off by some units of the last place of a double of that size."""
    if wanted is None or got == "":
        return got != "" or wanted is not None
    if not isinstance(wanted, Fraction):
        wanted = Fraction(wanted)
    return float(got) != float(wanted) and abs(Fraction(got) - wanted) > max(abs(wanted), size) / 10**12


def target_differs(got, wanted):
    parts = got.split("..") if got else []
    ends = [] if wanted is None else list(wanted) if wanted[0] != wanted[1] else [wanted[0]]
    return len(parts) != len(ends) or any(number_differs(part, end, Fraction(0)) for part, end in zip(parts, ends))


def differences(row, wanted):
    """[(column, wanted)] of one row of the results."""
    sizes = {"gap": abs(wanted["actual"] or 0) if isinstance(wanted["actual"], Fraction) else Fraction(0)}
    if wanted["projected"] is not None:
        sizes.update({name: 1000 * max(abs(wanted[name]) for name in NUMBERS[-3:]) for name in NUMBERS[-3:]})
    found = [(column, wanted[column] or "") for column in TEXTS if row[column] != (wanted[column] or "")]
    for column in NUMBERS:
        if isinstance(wanted[column], str):  # a grade, or as it was reported
            found += [(column, wanted[column])] if row[column] != wanted[column] else []
        elif number_differs(row[column], wanted[column], sizes.get(column, Fraction(0))):
            found.append((column, wanted[column]))
    if isinstance(wanted["target"], str):
        found += [("target", wanted["target"])] if row["target"] != wanted["target"] else []
    elif target_differs(row["target"], wanted["target"]):
        found.append(("target", "..".join(str(float(end)) for end in wanted["target"] or ())))
    if set(filter(None, row["flags"].split("|"))) - wanted["unsure_flags"] != wanted["flags"] - wanted["unsure_flags"]:
        found.append(("flags", "|".join(sorted(wanted["flags"]))))
    return [one for one in found if one[0] not in wanted["unsure"]]


def compare(program, case, folder):
    """None, or (form, column, what differs, what was printed) of the first row that does."""
    done = run(program, case, folder)
    if done.returncode != 0:
        told = done.stderr.strip() or f"exit {done.returncode}"
        first = next((line for line in told.splitlines() if "error" in line), told)
        return "refused", re.sub("`[^`]*`|[0-9]+", "", first), "refused: " + told, ""
    review = targets.Review(case.plan, case.rows, option(case, "--as-of"), option(case, "--as-known"), "--forecast" in case.options)
    wanted = review.rows()
    rows = {row["target_code"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
    places = [(review.units.index(row["unit"]), list(review.oracle.indicators).index(row["indicator"])) for row in rows.values()]
    if sorted(rows) != sorted(wanted) or places != sorted(places):
        return "rows", "rows", f"got the targets {' '.join(rows)}, wanted {' '.join(wanted)}", done.stdout
    for code, row in rows.items():
        wrong = differences(row, wanted[code])
        if wrong:
            return row["form"], wrong[0][0], f"{code}: " + "; ".join(
                f"{column}: got {row[column] or 'nothing'}, wanted {say(value)}" for column, value in wrong), done.stdout
    return compare_summary(program, case, folder, review, wanted)


def say(value):
    return "nothing" if value in ("", None) else str(float(value)) if isinstance(value, Fraction) else str(value)


def compare_summary(program, case, folder, review, rows):
    done = run(program, Case(case.plan, case.rows, [*case.options, "--summary"]), folder)
    got = [dict(row) for row in csv.DictReader(io.StringIO(done.stdout))]
    wanted = [{"unit": unit, "resolution": resolution, "field": field, **{name: str(many) for name, many in counts.items()}}
              for unit, resolution, field, counts in review.summary(rows)]
    if got == wanted:
        return None
    wrong = next((pair for pair in zip(got, wanted) if pair[0] != pair[1]), (len(got), len(wanted)))
    return "summary", "summary", f"summary: got {wrong[0]}, wanted {wrong[1]}", done.stdout


def smaller(case):
    """Cases with something less, the largest steps first."""
    for name in ("targets", "rows", "indicators", "resolutions", "units"):
        many = case.rows if name == "rows" else case.plan[name]
        size = max(1, len(many) // 2)
        while size >= 1:
            for at in range(0, len(many), size):
                kept = many[:at] + many[at + size:]
                yield Case(case.plan, kept, case.options) if name == "rows" else \
                    Case({**case.plan, name: kept}, case.rows, case.options)
            size //= 2
    if "rating_rule" in case.plan:
        yield Case({name: value for name, value in case.plan.items() if name != "rating_rule"}, case.rows, case.options)
    yield from plainer(case, NEEDED)


def main():
    options = arguments("resolution-review", __doc__)
    return search(options, target_worlds.FEATURES, target_worlds.World, compare, smaller)


if __name__ == "__main__":
    sys.exit(main())
