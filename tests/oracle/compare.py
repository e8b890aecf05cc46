#!/usr/bin/env python3
"""Compares resolution-rollup with the oracle over random worlds, column by column, and shrinks what differs.

compare.py --program FILE [--seed N] [--worlds N] [--only a,b] [--always a,b] [--without a,b] [--keep FOLDER] [--list]

Without --only every world has some of the features by chance. `pending` is what the program does not support yet.
"""
import argparse
import copy
import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction

import rules
import worlds
from expressions import Number

COLUMNS = ["value", "reporting", "owed", "status", "origin", "level", "name", "numerator", "denominator", "stood_in", "weak",
           "low", "high", "flags"]
CELLS = ["unit", "indicator", "period", "value", "level", "status", "revision", "reported_at", "numerator", "denominator"]


class Case:
    def __init__(self, plan, rows, options):
        self.plan, self.rows, self.options = plan, rows, options

    def write(self, folder):
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "plan.json"), "w", encoding="utf-8") as out:
            json.dump(self.plan, out, ensure_ascii=False, indent=1)
        with open(os.path.join(folder, "measurements.csv"), "w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, [cell for cell in CELLS if cell in CELLS[:4] or any(cell in row for row in self.rows)],
                                    restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.rows)

    def command(self, program):
        return [program, "--quiet", "--lang", "en", "--format", "csv", *self.options, "plan.json", "measurements.csv"]


def run(program, case, folder):
    case.write(folder)
    return subprocess.run(case.command(program), cwd=folder, capture_output=True, text=True, timeout=60)


def wanted_of(case, row):
    oracle = case.oracle
    unit = next(unit for unit in oracle.structure.units if oracle.structure.shortest_reference(unit) == row["unit"])
    code, period = row["indicator"], rules.Period.parse(row["period"])
    code, _, grade = code.partition(":")
    shown = oracle.count_at(code, unit, period, grade) if grade else oracle.row_of(code, unit, period)
    shown = copy.copy(shown)
    shown.flags = set(shown.flags)
    oracle.flag_coverage(code, shown)
    if "--bounds" in case.options and not grade:
        shown.low, shown.high = oracle.bounds(code, shown, shown.hand or oracle.handed(code, unit, period))
    shown.exact = oracle.exact(code, period)
    rule, time = oracle.indicators[code]["rule"], oracle.indicators[code].get("time")
    longer = period.type != oracle.indicators[code]["frequency"]
    times = [time] + (oracle.times(oracle.indicators[code]) if rule in rules.PAIRED else [])
    roots = "stddev" in times or (rule == "stddev" and oracle.indicators[code].get("order") == "units_first")
    if longer and roots and shown.value is not None:  # of roots and quotients: each rounded, then added, or squared
        largest = max((abs(piece.a) for piece in shown.hand.pieces), default=0) if shown.hand else 0
        squares = largest ** 2 if oracle.indicators[code]["rule"] == "variance" else largest
        shown.value = Number(shown.value, max(abs(shown.value), squares) / 2**49)
        if shown.numerator is not None:
            shown.numerator = Number(shown.numerator, abs(shown.numerator) / 2**49)
        if shown.denominator is not None:
            shown.denominator = Number(shown.denominator, abs(shown.denominator) / 2**49)
    if not grade and oracle.indicators[code].get("grades") and oracle.is_a_grade(code, unit, period, shown):
        shown.value = oracle.indicators[code]["grades"][int(shown.value)]
    return unit, shown


def number_differs(got, wanted, exact):
    """A decimal must be the very one; a quotient the nearest double; a formula within what its doubles may be off."""
    if wanted is None or got == "" or isinstance(wanted, str):
        return (wanted or "") != got
    error = Fraction(0)
    if isinstance(wanted, Number):
        wanted, error = wanted.value, wanted.error
    if Fraction(got) == wanted:
        return False
    if exact and not error:
        return True
    nearest = float(wanted)
    return float(got) != nearest and abs(Fraction(got) - wanted) > error


def differences(row, unit, shown):
    """[(column, wanted)] of one row of the results."""
    found = []
    for column, wanted in (("value", shown.value), ("numerator", shown.numerator), ("denominator", shown.denominator),
                           ("low", shown.low), ("high", shown.high)):
        got = row[column].removeprefix("~") if "qualified" in shown.flags else row[column]  # written as it was read
        if number_differs(got, wanted, shown.exact):
            found.append((column, wanted.value if isinstance(wanted, Number) else wanted))
    texts = {"reporting": shown.reporting, "owed": shown.owed, "status": shown.status, "origin": shown.origin,
             "level": unit.level, "name": unit.name, "stood_in": shown.stood_in, "weak": shown.weak}
    found += [(column, wanted) for column, wanted in texts.items() if row[column] != str(wanted)]
    if set(filter(None, row["flags"].split("|"))) - shown.unsure != shown.flags - shown.unsure:
        found.append(("flags", "|".join(sorted(shown.flags))))
    return found


def compare(program, case, folder):
    """None, or (indicator, column, what differs) of the first row that does."""
    done = run(program, case, folder)
    if done.returncode != 0:
        told = done.stderr.strip() or f"exit {done.returncode}"
        kind = re.sub("`[^`]*`|[0-9]+", "", told.splitlines()[0])
        return ("pending" if "not supported yet" in told else "refused"), kind, "refused: " + told, ""
    case.oracle = rules.Oracle(case.plan, case.rows, option(case, "--as-known"), option(case, "--structure", "period"),
                               option(case, "--to-date"))
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    lost = missing(case, rows)
    if lost:
        return lost[1], "row", " ".join(lost) + ": got no row", done.stdout
    for row in rows:
        unit, shown = wanted_of(case, row)
        wrong = differences(row, unit, shown)
        if wrong:
            column, wanted = wrong[0]
            return row["indicator"], column, f"{row['unit']} {row['indicator']} {row['period']}: " + "; ".join(
                f"{column}: got {row[column] or 'nothing'}, wanted {'nothing' if wanted in ('', None) else wanted}"
                for column, wanted in wrong), done.stdout
    return None


def missing(case, rows):
    """(unit, indicator, period) of a row that the results lack, though a figure was given there; or None."""
    if option(case, "--structure", "period") or "--period" in case.options:
        return None
    oracle, there = case.oracle, {(row["unit"], row["indicator"], row["period"]) for row in rows}
    for code, unit, period in oracle.rows:
        calendar = oracle.calendar(code)
        shown = period.containing(option(case, "--every") or period.type, calendar)
        plain = period.type == oracle.indicators[code]["frequency"] and oracle.value(code, unit, period) is not None
        ended = not oracle.to_date or period.last(calendar) <= oracle.to_date
        key = oracle.structure.shortest_reference(unit), code, str(shown)
        if plain and ended and unit.lives(shown.last(calendar)) and key not in there:
            return key
    return None


def option(case, name, nothing=None):
    found = case.options[case.options.index(name) + 1] if name in case.options else None
    return None if found == nothing else found


# ---- Invariance: the same bytes, however the figures come ----

def invariance(program, case, folder, chance):
    """What changes the bytes and should not, or None."""
    first = run(program, case, folder)
    shuffled = Case(case.plan, chance.sample(case.rows, len(case.rows)), case.options)
    if run(program, shuffled, folder).stdout != first.stdout:
        return "another order of the rows gives other bytes"
    half = len(case.rows) // 2
    for name, rows in (("one.csv", case.rows[half:]), ("two.csv", case.rows[:half])):
        Case(case.plan, rows, []).write(folder)
        os.replace(os.path.join(folder, "measurements.csv"), os.path.join(folder, name))
    command = case.command(program)[:-1] + ["one.csv", "two.csv"]
    split = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
    if split.stdout != first.stdout:
        return "the figures in two files give other bytes: " + split.stderr
    case.write(folder)
    for threads in "123":
        command = [*case.command(program), "--threads", threads]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
        if done.stdout != first.stdout:
            return f"{threads} threads give other bytes, exit {done.returncode}: {done.stderr}"
    return None


# ---- Shrinking ----

def smaller(case):
    """Cases with something less, the largest steps first."""
    size = max(1, len(case.rows) // 2)
    while size >= 1:
        for at in range(0, len(case.rows), size):
            yield Case(case.plan, case.rows[:at] + case.rows[at + size:], case.options)
        size //= 2
    for name in ("indicators", "successions"):
        for at in range(len(case.plan.get(name, []))):
            gone = case.plan[name][at].get("code")
            yield without(case, name, at, [row for row in case.rows if name != "indicators" or row["indicator"] != gone])
    for at in reversed(range(len(case.plan["units"]))):
        gone = case.plan["units"][at]["code"]
        yield without(case, "units", at, [row for row in case.rows if row["unit"] != gone])
    yield from plainer(case, {"indicators": ("code", "name", "frequency", "measured_at", "rollup"), "units": ("code", "name", "level")})
    for at, row in enumerate(case.rows):
        if row["value"] not in ("", "1", "2", "3", "4", "5"):
            rows = [dict(other) for other in case.rows]
            rows[at]["value"] = str(at % 5 + 1)
            yield Case(case.plan, rows, case.options)


def plainer(case, needed):
    """Cases without one of the members that are not needed, or without what one row tells beside its figure."""
    for name, members in needed.items():
        for at, record in enumerate(case.plan[name]):
            for member in record:
                if member not in members:
                    plan = copy.deepcopy(case.plan)
                    del plan[name][at][member]
                    yield Case(plan, case.rows, case.options)
    for at, row in enumerate(case.rows):
        for cell in ("status", "reported_at"):
            if row.get(cell):
                yield Case(case.plan, case.rows[:at] + [{**row, cell: ""}] + case.rows[at + 1:], case.options)


def without(case, name, at, rows):
    plan = copy.deepcopy(case.plan)
    del plan[name][at]
    return Case(plan, rows, case.options)


def shrink(program, case, folder, what, compare, smaller):
    """The same indicator's same column differs in ever smaller cases, until none does."""
    found = compare(program, case, folder)
    going, left = True, 1500
    while going and left > 0:
        going = False
        for one in smaller(case):
            left -= 1
            try:
                other = compare(program, one, folder)
            except Exception:  # a smaller plan may be no plan, for the program or the oracle
                continue
            if other and other[:2] == what[:2]:
                case, found, going = one, other, True
                break
            if left <= 0:
                break
    return case, found


def tell(program, case, found, seed, features, keep):
    print(f"seed {seed}, features {','.join(sorted(features))}\n{found[2]}")
    print(f"command: {os.path.basename(program)} " + " ".join(case.command(program)[1:]))
    print("plan.json:\n" + "\n".join(json.dumps(case.plan[name], ensure_ascii=False) if name in ("levels", "rating_rule") else
                                     "\n".join([name + ":"] + [" " + json.dumps(one, ensure_ascii=False) for one in case.plan[name]])
                                     for name in case.plan if isinstance(case.plan[name], (list, dict))))
    cells = [cell for cell in CELLS if cell in CELLS[:4] or any(row.get(cell) for row in case.rows)]
    print("measurements.csv:\n" + ",".join(cells))
    for row in case.rows:
        print(",".join(row.get(cell, "") for cell in cells))
    print("got:\n" + found[3])
    if keep:
        case.write(keep)


def arguments(program, told):
    parser = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=shutil.which(program))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worlds", type=int, default=60)
    parser.add_argument("--only", help="only these features, all of them in every world")
    parser.add_argument("--always", default="", help="these features in every world, beside those of chance")
    parser.add_argument("--without", default="", help="never these features")
    parser.add_argument("--keep", help="write the smallest failing case here")
    parser.add_argument("--failures", type=int, default=1, help="stop after so many")
    parser.add_argument("--list", action="store_true", help="print the features and end")
    return parser.parse_args()


def features_of(options, seed, all_features):
    if options.only:
        return options.only.split(",")
    chance = random.Random(seed * 7919)
    chosen = [feature for feature in all_features if chance.random() < 0.4]
    chosen += [feature for feature in options.always.split(",") if feature and feature not in chosen]
    return [feature for feature in chosen if feature not in options.without.split(",")]


def unchanging(program, case, folder, seed):
    """As compare(): what changes the bytes and should not."""
    wrong = invariance(program, case, folder, random.Random(seed))
    return wrong and ("", "", wrong, "")


def search(options, all_features, make_world, compare, smaller, also=None):
    """Compares world after world; the exit code."""
    if options.list:
        print("\n".join(all_features))
        return 0
    failures, pending, done = 0, {}, {}
    program = os.path.abspath(options.program)
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(options.seed, options.seed + options.worlds):
            features = features_of(options, seed, all_features)
            world = make_world(seed, features)
            case = small = Case(world.plan, world.rows, world.options)
            found = compare(program, case, folder)
            if found and found[0] == "pending":
                pending[found[1]] = features
                continue
            if found:
                small, found = shrink(program, case, folder, found, compare, smaller)
            elif also:
                found = also(program, case, folder, seed)
            if found:
                tell(program, small, found, seed, features, options.keep)
                failures += 1
                if failures >= options.failures:
                    break
            for feature in features:
                done[feature] = done.get(feature, 0) + 1
    for refused, features in sorted(pending.items()):
        print(f"PENDING ({','.join(features)}): {refused}")
    print(f"{sum(1 for _ in done)} features compared: " + " ".join(f"{name}:{done[name]}" for name in sorted(done)))
    return 1 if failures else 0


def main():
    options = arguments("resolution-rollup", __doc__)
    return search(options, worlds.FEATURES, worlds.World, compare, smaller, unchanging)


if __name__ == "__main__":
    sys.exit(main())
