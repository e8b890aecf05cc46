#!/usr/bin/env python3
"""Make units.csv, successions.csv and measurements.csv out of the published tables.

    generate.py TABLES

TABLES is the folder of the tables that README.md names. The same tables give the same bytes. What is inferred, and what
is left out, is told in README.md; each succession says in `x-evidence` what it rests on.
"""
import csv
import re
import sys
from pathlib import Path

FIRST_STATE = "2015-03-12"  # of the history: what was there then has no first day
REORGANISED = "2025-07-01"
KINDS = re.compile(r"^(Xã|Phường|Thị trấn|Huyện|Quận|Thị [xX]ã|Thành phố|Tỉnh|Đặc khu) ")
SPELLINGS = [("Quí", "Quý"), ("Qui", "Quy"), ("oà", "òa"), ("oá", "óa"), ("uỷ", "ủy"), ("Thừa Thiên ", "")]


class Life:
    """One unit from its first day to the day that it is no longer there ("": still)."""

    def __init__(self, level, code, name, parent, first, end):
        self.level, self.code, self.name, self.parent, self.first, self.end = level, code, name, parent, first, end
        self.home = None  # the life of its parent

    def is_on(self, day):
        return self.first <= day and (self.end == "" or day < self.end)


def table(folder, name):
    with open(folder / name, encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def bare(name):
    """A name without its kind, in one spelling: `Xã Quí Lộc` and `Thị trấn Quý Lộc` are one place."""
    name = KINDS.sub("", name)
    for old, new in SPELLINGS:
        name = name.replace(old, new)
    return name.lstrip("0").casefold()


# ---- The history: lives of provinces, districts, communes until the reorganisation ----

def rows_before(folder):
    """The rows of the history, without the twelve communes that its last states hold and the list of 2025 does not."""
    listed = {row["code"] for row in table(folder, "units_pre2025.csv")}
    rows = [row for row in table(folder, "units_history_2015_2025.csv") if row["valid_to"] or row["code"] in listed]
    return sorted(rows, key=lambda row: (row["level"], row["code"], row["valid_from"]))


def split_by_parent(row, homes):
    """A row under a parent whose own life ends meanwhile is one life for each."""
    end = row["valid_to"] or REORGANISED
    for home in homes:
        first = max(row["valid_from"], home.first)
        last = min(end, home.end or REORGANISED)
        if first < last:
            life = Life(row["level"], row["code"], row["name"], row["parent_code"], first, last)
            life.home = home
            yield life


def add_life(lives, life):
    """A change of kind or spelling alone does not end a unit: it bears its last name."""
    last = lives[-1] if lives else None
    same = last and last.code == life.code and last.end == life.first and last.home is life.home
    if same and bare(last.name) == bare(life.name):
        last.name, last.end = life.name, life.end
    else:
        lives.append(life)


def by_code(lives):
    found = {}
    for life in lives:
        found.setdefault(life.code, []).append(life)
    return found


def lives_of(rows, level, homes):
    lives = []
    for row in rows:
        if row["level"] == level:
            for life in split_by_parent(row, homes[row["parent_code"]]):
                add_life(lives, life)
    return lives


# ---- Successions ----

def one_on(lives, day):
    return next((life for life in lives if life.is_on(day)), None)


def same_code(lives):
    """The code goes on, the next day: renamed by a merger, or moved to another district."""
    for mine in by_code(lives).values():
        for old, new in zip(mine, mine[1:]):
            if old.end == new.first:
                evidence = "name" if bare(old.name) == bare(new.name) else "code"
                yield old, new, old.end, evidence


def same_communes(districts, communes):
    """Of a district that ended, when all the communes that it had to the last, and that go on, are in one district."""
    codes = by_code(communes)
    for old in districts:
        mine = [life for life in communes if life.home is old]
        if old.end == REORGANISED or not mine:
            continue
        last = max(life.end for life in mine)
        after = [one_on(codes[life.code], old.end) for life in mine if life.end == last]
        homes = {id(life.home): life.home for life in after if life}
        if len(homes) == 1:
            yield old, next(iter(homes.values())), old.end, "communes"


def same_name(communes, known):
    """A commune that ended and one that began that day, alike in name, the only two of their district."""
    ended, began = {}, {}
    for life in communes:
        key = (life.parent, bare(life.name))
        if life.end != REORGANISED and (id(life), life.end) not in known:
            ended.setdefault(key + (life.end,), []).append(life)
        began.setdefault(key + (life.first,), []).append(life)
    for key, old in ended.items():
        if len(old) == 1 and len(began.get(key, [])) == 1 and not bare(old[0].name).isdigit():
            yield old[0], began[key][0], old[0].end, "name"


def mapped(folder, old_lives, new_lives):
    """The reorganisation: who went where, and who was split."""
    edges = table(folder, "mapping_2025.csv")
    split = {}
    for row in edges:
        split[row["old_code"]] = split.get(row["old_code"], 0) + 1
    for row in edges:
        old = one_on(old_lives[row["old_code"]], "2025-06-30")
        basis = "POPULATION" if split[row["old_code"]] > 1 else ""
        yield old, new_lives[row["new_code"]], REORGANISED, "mapping", basis
    for row in table(folder, "mapping_2025_provinces.csv"):
        old = one_on(old_lives[row["old_code"]], "2025-06-30")
        if old is not new_lives[row["new_code"]]:
            yield old, new_lives[row["new_code"]], REORGANISED, "mapping", ""


# ---- Writing ----

def write(name, header, rows):
    with open(Path(__file__).parent / name, "w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(header)
        lines.writerows(rows)


def write_units(lives):
    """Parents before children; below them by code and first day."""
    rows = [("VN", "Việt Nam", "nation", "", "", "")]
    for life in lives:
        first = "" if life.first == FIRST_STATE else life.first
        rows.append((life.code, life.name, life.level, life.parent, first, life.end))
    write("units.csv", ("code", "name", "level", "parent", "from", "to"), rows)


def write_measurements(folder):
    rows = []
    for row in table(folder, "commune_2019_census_population.csv"):
        if row["indicator"] in ("population", "households"):
            rows.append((row["unit_code"], row["indicator"].upper(), row["period"], row["value"]))
    for row in table(folder, "commune_2025_population_area.csv"):
        rows.append((row["unit_code"], row["indicator"].upper(), REORGANISED, row["value"]))
    rows.sort(key=lambda row: (row[1], row[2], row[0]))
    write("measurements.csv", ("unit", "indicator", "period", "value"), rows)


def provinces_of(rows, names):
    """One that keeps code and name goes on; the others end, and those of 2025 begin."""
    lives = []
    for row in rows:
        if row["level"] == "province":
            add_life(lives, Life("province", row["code"], row["name"], "VN", row["valid_from"], row["valid_to"]))
    for life in lives:
        life.end = "" if bare(names.get(life.code, "")) == bare(life.name) else REORGANISED
    going_on = {life.code for life in lives if life.end == ""}
    lives += [Life("province", code, names[code], "VN", REORGANISED, "") for code in names if code not in going_on]
    return lives


def make(folder):
    rows = rows_before(folder)
    listed = table(folder, "units_2025.csv")
    provinces = provinces_of(rows, {row["code"]: row["name"] for row in listed if row["level"] == "province"})
    districts = lives_of(rows, "district", by_code(provinces))
    communes = lives_of(rows, "commune", by_code(districts))
    after = [Life("commune", row["code"], row["name"], row["parent_code"], REORGANISED, "")
             for row in listed if row["level"] == "commune"]
    new = {life.code: life for life in after + [life for life in provinces if life.end == ""]}
    edges = [edge + ("",) for edge in (*same_code(communes), *same_communes(districts, communes))]
    known = {(id(old), on) for old, _, on, _, _ in edges}
    edges += [edge + ("",) for edge in same_name(communes, known)]
    edges += mapped(folder, by_code(provinces + districts + communes), new)
    edges.sort(key=lambda edge: (edge[2], edge[0].level, edge[0].code, edge[1].code))
    write_units(provinces + districts + communes + after)
    write("successions.csv", ("unit", "successor", "on", "basis", "x-evidence"),
          [(old.code, successor.code, on, basis, evidence) for old, successor, on, evidence, basis in edges])
    write_measurements(folder)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    make(Path(sys.argv[1]))
