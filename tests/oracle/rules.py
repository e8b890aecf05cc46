"""The rules R1 to R9 by definition: every figure is worked out from the list of what the measuring units below gave.

Nothing is added up on the way: what a unit hands upward is the list of those pieces, and a rule looks at the whole list.
"""
import copy
import math
from fractions import Fraction

import expressions
from expressions import Number
from structure import ALWAYS, DAY, FOREVER, MONTHS, Period, Structure, date

STRENGTH = "ABDJSNGPVUIEF"  # R8, strongest first
ESTIMATES = "EFIP"
SHORTER = {"year": "half", "half": "quarter", "nine_months": "quarter", "quarter": "month", "month": "day"}
PAIRED = ("ratio", "weighted_mean")
SILENT = ("grade_count", "median", "variance", "stddev", "formula", "none")  # R4: their own reports hand nothing upward


def decimal(text):
    return Fraction(str(text))


def weakest(letters):
    return max(letters, key=STRENGTH.index) if letters else ""


def median(values):
    ordered, middle = sorted(values), len(values) // 2
    return ordered[middle] if len(values) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def variance(values):
    mean = Fraction(sum(values)) / len(values)
    return sum((value - mean) ** 2 for value in values) / len(values)


def root(value):
    """To 60 digits."""
    scale = 10 ** 120
    return Fraction(math.isqrt(value.numerator * scale // value.denominator), 10 ** 60)


def stddev(values):
    return root(variance(values))


ONE_BY_ONE = {"median": median, "variance": variance, "stddev": stddev, "grade_count": lambda values: Fraction(len(values))}


class Row:
    def __init__(self, cells):
        text = cells.get("value", "")
        self.qualified = text.startswith(("~", "<", ">")) or ".." in text
        self.text = text
        self.status = cells.get("status") or ("A" if text else "O")
        self.exempt = not text and self.status in "MH"
        self.revision = int(cells.get("revision") or 0)
        self.reported_at = date(cells.get("reported_at"), None)
        self.sides = [decimal(cells[side]) if cells.get(side) else None for side in ("numerator", "denominator")]

    def value(self, grades=None):
        if not self.text or self.qualified:
            return None
        return Fraction(grades.index(self.text)) if grades else decimal(self.text)


class Piece:
    """What one unit gave or what stands for it: for the rule's sums a over b; `units` of them."""

    def __init__(self, a, b=Fraction(1), units=1):
        self.a, self.b, self.units = a, b, units
        self.told = True  # else it stands for a unit that owes and gave nothing
        self.vintage = frozenset()  # how many periods before the weights are of, where they may look back


class Hand:
    """What a unit hands upward."""

    def __init__(self):
        self.pieces, self.statuses = [], []
        self.owed = self.units = self.reporting = self.stood_in = self.weak = 0
        self.mixed = self.partial = self.estimate = False
        self.owing, self.speakers = set(), set()
        self.seen = []  # what measuring units gave, also where a report stands in for them

    def add(self, other):
        for name in ("pieces", "seen", "statuses", "owed", "units", "reporting", "stood_in", "weak"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.owing, self.speakers = self.owing | other.owing, self.speakers | other.speakers
        self.mixed |= other.mixed
        self.partial |= other.partial
        self.estimate |= other.estimate

    def given(self):
        """Without those that stand in the denominator and gave nothing."""
        return [piece for piece in self.pieces if piece.told]

    def full(self):
        return 0 < self.owed == self.reporting


class Span:
    """Several short periods that one report speaks for."""

    def __init__(self, parts):
        self.parts, self.type = parts, "span"

    def contains(self, part, calendar):
        return part in self.parts


class Pair:
    """Both sides for one period: x against y; `longer`: a report for several short periods stands there."""

    def __init__(self, period, x, y, speaks, back, longer):
        self.period, self.speaks, self.back, self.longer = period, speaks, back, longer
        (self.x, letter, weak), (self.y, other, weaker) = x, y
        self.letters, self.weak = (letter, other), (weak, weaker)  # of each side: short periods weaker than A


class Told:
    """What a unit says of itself for one period, from its own rows alone."""

    def __init__(self, **members):
        self.value = self.a = self.b = None
        self.given = self.owed = self.weak = self.stood_in = 0
        self.segments = []
        self.statuses, self.partial, self.qualified, self.whole, self.estimate = [], False, False, False, False
        self.__dict__.update(members)


class Shown:
    """A row of the results."""

    def __init__(self, **members):
        self.value = self.numerator = self.denominator = self.low = self.high = None
        self.reporting = self.owed = self.stood_in = self.weak = 0
        self.status = self.origin = ""
        self.hand = None
        self.speakers = set()  # the measuring units that the figure speaks for
        self.flags, self.unsure = set(), set()
        self.__dict__.update(members)


class Oracle:
    def __init__(self, plan, rows, as_known=None, structure=None, to_date=None):
        self.plan, self.structure = plan, Structure(plan)
        self.indicators = {record["code"]: self.complete(record) for record in plan["indicators"]}
        self.as_known, self.to_date = date(as_known, None), date(to_date, None)
        self.calendars = {calendar["code"]: calendar for calendar in plan.get("calendars", [])}
        self.rows, self.nil, self.counts = {}, {}, {}
        for cells in rows:
            self.read(cells)
        self.kept, self.vintages = {}, {}
        self.carrier = None
        if structure:
            from carry import Carrier  # which looks at figures through this class
            self.carrier = Carrier(self, date(structure, None))

    def count_at(self, code, unit, period, grade):
        """A row of the results for one grade of a `grade_count`."""
        shown = copy.copy(self.row_of(code, unit, period))
        shown.flags = set(shown.flags)
        counts = self.own_counts(code, unit, period) if shown.origin == "own" else None
        if counts:
            shown.value = Fraction(counts[0][self.indicators[code]["grades"].index(grade)])
        elif shown.value is not None and shown.origin != "own":
            at = self.indicators[code]["grades"].index(grade)
            shown.value = Fraction(sum(1 for piece in self.handed(code, unit, period).pieces if piece.a == at))
        elif shown.value is not None:
            shown.value = Fraction(self.indicators[code]["grades"][int(shown.value)] == grade)
        return shown

    def row_of(self, code, unit, period):
        """What the results show of the unit: along its period's own structure, or carried to that of one day."""
        return self.carrier.figure(code, unit, period) if self.carrier else self.shown(code, unit, period)

    @staticmethod
    def complete(record):
        found = dict(record)
        rollup = record["rollup"]
        found["rollup"] = dict(rollup) if isinstance(rollup, dict) else {"rule": rollup}
        found["rule"] = found["rollup"]["rule"]
        return found

    def calendar(self, code):
        return self.calendars.get(self.indicators[code].get("calendar"))

    def parts(self, code, period):
        """The short periods of the longer one; of a year to date those that ended by the day."""
        calendar = self.calendar(code)
        parts = period.parts(self.indicators[code]["frequency"], calendar)
        longer = period.type != self.indicators[code]["frequency"]
        return [part for part in parts if not (longer and self.to_date) or part.last(calendar) <= self.to_date]

    # ---- Rows (R9) ----

    def read(self, cells):
        if cells["indicator"] == "*":
            return self.read_nil(cells)
        code, _, grade = cells["indicator"].partition(":")
        if grade:
            period = Period.parse(cells["period"])
            unit = self.structure.find(self.reference(cells), period.last(self.calendar(code)))
            self.counts.setdefault((code, grade, unit, period), []).append(Row(cells))
            return None
        indicator, period = self.indicators[cells["indicator"]], Period.parse(cells["period"])
        unit = self.structure.find(self.reference(cells), period.last(self.calendar(cells["indicator"])))
        own = dict(cells)
        self.rows.setdefault((indicator["code"], unit, period), []).append(Row(own))
        rollup = indicator["rollup"]
        for side in ("numerator", "denominator"):
            if cells.get(side) and side in rollup and "[" not in rollup[side]:
                self.rows.setdefault((rollup[side], unit, period), []).append(Row({**own, "value": cells[side]}))

    def read_nil(self, cells):
        """It makes a 0 of what the unit owes and left out, of the indicators that are marked (R7)."""
        period = Period.parse(cells["period"])
        for code, indicator in self.indicators.items():
            if indicator.get("nil") and indicator["frequency"] == period.type:
                unit = self.structure.find(self.reference(cells), period.last(self.calendar(code)))
                self.nil.setdefault((code, unit, period), []).append(Row(cells))

    @staticmethod
    def reference(cells):
        return f"{cells['level']}/{cells['unit']}" if cells.get("level") else cells["unit"]

    def row(self, code, unit, period):
        """The row that counts: of those known, the one of the highest revision; a nil report's where none was given."""
        found = self.highest(self.rows.get((code, unit, period), []), code, period)
        if found is None and (code, unit, period) in self.nil:
            day = period.last(self.calendar(code))
            if self.is_leaf(code, unit, day) and not self.exempt_by_plan(code, unit, day):
                found = self.highest(self.nil[code, unit, period], code, period)
        return found

    def highest(self, rows, code, period):
        if self.as_known:
            end = period.last(self.calendar(code))
            rows = [row for row in rows if (row.reported_at or end) <= self.as_known]
        return max(rows, key=lambda row: row.revision, default=None)

    def value(self, code, unit, period):
        row = self.row(code, unit, period)
        return row.value(self.indicators[code].get("grades")) if row else None

    # ---- Who owes (R1) ----

    def measures(self, code, unit, day):
        if not unit.lives(day):
            return False
        for item in self.indicators[code].get("measured_at", []):
            item = item if isinstance(item, dict) else {"level": item}
            if item["level"] == unit.level and date(item.get("from"), ALWAYS) <= day < date(item.get("to"), FOREVER):
                return True
        return False

    def is_leaf(self, code, unit, day):
        """One of the lowest measuring units of its branch."""
        below = self.structure.below(unit, day)[1:]
        return self.measures(code, unit, day) and not any(self.measures(code, other, day) for other in below)

    def is_above(self, code, unit, day):
        """Not measuring itself, above units that are."""
        return not self.is_leaf(code, unit, day) and any(self.measures(code, other, day)
                                                         for other in self.structure.below(unit, day)[1:])

    def rolls_up_to(self, code, unit, day):
        below = self.structure.below(unit, day)[1:]
        return not self.listed_exempt(code, unit, day) and any(self.measures(code, other, day) for other in below)

    def listed_exempt(self, code, unit, day):
        for item in self.indicators[code].get("not_applicable", []):
            exempt = self.structure.find(item["unit"], day)
            if date(item.get("from"), ALWAYS) <= day < date(item.get("to"), FOREVER):
                if exempt in self.structure.above(unit, day):
                    return True
        return False

    def exempt(self, code, unit, period, asked):
        """Not applicable there: by the plan, or said by status M or H; of a growth where the unit was not there before."""
        row = self.row(code, unit, period)
        if row and row.exempt or self.exempt_by_plan(code, unit, period.last(self.calendar(code))):
            return True
        return self.indicators[code]["rule"] == "ratio" and any(
            "[" in side and not self.earlier_owed(code, side, unit, period, asked)
            for side in self.references(self.indicators[code]))

    def earlier_owed(self, code, side, unit, period, asked):
        from carry import Carrier
        earlier = Period(period.type, period.months + self.months_back(side, asked))
        carrier = Carrier(self, period.last(self.calendar(code)))
        return carrier.figure(self.earlier_by(side)[0], unit, earlier).owed > 0

    def exempt_by_plan(self, code, unit, day):
        return not self.applies(code, unit, day) or self.listed_exempt(code, unit, day)

    def applies(self, code, unit, day):
        applies = self.indicators[code].get("applies_to", {})
        return all(unit.attribute(name, day) in wanted for name, wanted in applies.items())

    def adds(self, code, unit, day):
        """One more leaf under itself: it measures, above others that do, and reports for itself alone (R2)."""
        return self.indicators[code].get("prefer") == "add" and self.measures(code, unit, day) \
            and not self.is_leaf(code, unit, day)

    def owes(self, code, unit, period, asked=None):
        """Whether the unit owes its figure of one period of the indicator's frequency, as a part of the one asked for."""
        day = period.last(self.calendar(code))
        counts = self.is_leaf(code, unit, day) or self.adds(code, unit, day)
        return counts and not self.exempt(code, unit, period, asked or period)

    def short_periods(self, code, unit, period):
        """The periods of the indicator's frequency that make up the period and that are not exempt at the unit."""
        parts = self.parts(code, period)
        return [part for part in parts if not (self.row(code, unit, part) and self.row(code, unit, part).exempt)]

    # ---- One unit's own figures over time (R6) ----

    def segments(self, code, unit, period, shorts):
        """[(period, value, how many short periods it speaks for, letters)]: the short ones where all are there, else the
        report of the whole, else the same of its halves, quarters and so on."""
        if self.indicators[code].get("reported_as", "period") != "period":
            return self.cumulative(code, unit, period, shorts)
        inside = [part for part in shorts if period.contains(part, self.calendar(code))]
        longer = period.type != self.indicators[code]["frequency"]
        found = [self.segment(code, unit, part, 1) for part in inside]
        if longer and "time" not in self.indicators[code]:  # without a rule over time nothing is made of them
            found = [None] * len(inside)
        if inside and (None not in found or self.decided(code, found)):
            return [one for one in found if one]
        ended = not self.to_date or period.last(self.calendar(code)) <= self.to_date
        whole = self.segment(code, unit, period, len(inside))
        if whole and inside and ended:
            return [whole]
        if longer and "time" not in self.indicators[code]:
            return []
        if period.type == self.indicators[code]["frequency"] or not inside:
            return []
        if self.indicators[code].get("time") == "stddev":  # what two quarters differ by says nothing of how their months do
            return [one for one in found if one]
        found = []
        for part in period.parts(SHORTER[period.type], self.calendar(code)):
            found += self.segments(code, unit, part, shorts)
        return found

    def decided(self, code, found):
        """Of a level the parts are complete where the last one (of `first` the first) is there: it owes one figure."""
        at = {"last": -1, "first": 0}.get(self.indicators[code].get("time"))
        return at is not None and found[at] is not None

    # ---- Cumulative reports (R6) ----

    def to_date_report(self, code, unit, day):
        """(report, letter) of what was added up by the end of a day, by a report of any length that ends on it."""
        calendar, rows = self.calendar(code), {**self.rows, **self.nil}
        ending = [key[2] for key in rows if key[:2] == (code, unit) and key[2].last(calendar) == day]
        for period in sorted(ending, key=lambda one: one.days(calendar)):  # of two the shorter
            value = self.value(code, unit, period)
            if value is not None:
                return (value, self.row(code, unit, period).status)
        return None

    def begun(self, code, day):
        """Where adding up begins: of the year of the day after, or with the resolution whose term that is."""
        after = Period("day", day=day + DAY)
        if self.indicators[code]["reported_as"] == "year_to_date":
            return after.containing("year", self.calendar(code)).first(self.calendar(code))
        terms = [Period.parse(one["from"]).first() for one in self.plan.get("resolutions", [])]
        return max([term for term in terms if term <= after.day], default=ALWAYS)

    def cumulative(self, code, unit, period, shorts):
        """As segments(): the latest report inside less that of before the period, or where there is none the first inside."""
        calendar = self.calendar(code)
        inside = [part for part in shorts if period.contains(part, calendar)]
        ends = [period.first(calendar) - DAY] + [part.last(calendar) for part in inside]
        reports = [self.to_date_report(code, unit, day) for day in ends]
        if ends[0] < self.begun(code, ends[0]):
            reports[0] = (Fraction(0), "")
        known = [at for at, report in enumerate(reports) if report]
        if len(known) < 2:
            return []
        first, last = known[0], known[-1]
        parts = inside[first:last]
        return [(parts[0] if len(parts) == 1 else Span(parts), reports[last][0] - reports[first][0], len(parts),
                 reports[first][1] + reports[last][1])]

    def segment(self, code, unit, period, speaks):
        value = self.value(code, unit, period)
        return None if value is None else (period, value, speaks, self.row(code, unit, period).status)

    def over_time(self, code, segments, period):
        """By the indicator's rule over time."""
        rule, calendar = self.indicators[code].get("time"), self.calendar(code)
        values = [value for _, value, _, _ in segments]
        short = segments[0][0].type == self.indicators[code]["frequency"]
        if len(segments) == 1 and (not short or period.type == segments[0][0].type or rule not in ("stddev", "weighted_mean")):
            return values[0]
        if rule == "weighted_mean":
            return None  # without any weight there is no mean
        if rule == "mean":
            return sum(value * speaks for _, value, speaks, _ in segments) / sum(part[2] for part in segments)
        if rule == "day_mean":
            days = [part[0].days(calendar) for part in segments]
            return sum(part[1] * length for part, length in zip(segments, days)) / sum(days)
        if rule == "stddev":
            return stddev(values)
        return {"sum": sum, "min": min, "max": max, "last": lambda x: x[-1], "first": lambda x: x[0]}[rule](values)

    def owes_one(self, code):
        """`last` and `first` owe one figure a unit, however long the period; a ratio, if both its sides do (R3)."""
        indicator = self.indicators[code]
        if indicator["rule"] == "ratio":
            return all(self.owes_one(side) for side in self.sides(indicator))
        return indicator.get("time") in ("last", "first")

    def told_of(self, code, unit, segments, shorts, **members):
        """Coverage and status of what stands on the segments."""
        one = self.owes_one(code)
        given = sum(part[2] for part in segments)
        weak = sum(part[2] for part in segments if set(part[3]) != {"A"})
        partial = given < len(shorts) and given > 0
        if one and segments:
            end = -1 if self.last_or_first(code) == "last" else 0
            ends = self.ends(code)
            partial = any(not segments[at][0].contains(shorts[at], self.calendar(code)) for at in ends)
            given, weak = 1, int(set(segments[end][3]) != {"A"})
        owed = min(1, len(shorts)) if one else len(shorts)
        return Told(given=given, owed=owed, weak=weak, segments=segments, stood_in=self.stood_in(code, unit, segments, shorts), statuses=self.used(code, segments), partial=partial, **members)

    def stood_in(self, code, unit, segments, shorts):
        """How many short periods gave no figure themselves and are spoken for by the report of a longer one."""
        calendar = self.calendar(code)
        spoken = [part for part in shorts for one in segments if one[0] != part and one[0].contains(part, calendar)]
        missing = [part for part in spoken if self.value(code, unit, part) is None]
        if self.indicators[code].get("reported_as", "period") != "period":  # a quarter's report is that of its last month
            missing = [part for part in missing if self.to_date_report(code, unit, part.last(calendar)) is None]
        if self.owes_one(code):  # of a level: the unit, where it gave no figure at all of a short period
            end = segments[-1 if self.last_or_first(code) == "last" else 0][0]
            return int(end not in shorts and any(end.contains(part, calendar) for part in shorts)
                       and all(self.value(code, unit, part) is None for part in shorts))
        return len(missing)

    def ends(self, code):
        """Which of the short periods decide: the last, the first, of a ratio those of its sides."""
        indicator = self.indicators[code]
        sides = self.sides(indicator) if indicator["rule"] == "ratio" else [code]
        return [-1 if self.indicators[side].get("time") == "last" else 0 for side in sides]

    def last_or_first(self, code):
        indicator = self.indicators[code]
        if indicator["rule"] == "ratio":
            return self.last_or_first(self.sides(indicator)[0])
        return indicator.get("time")

    def used(self, code, segments):
        if segments and self.owes_one(code):
            segments = [segments[-1 if self.last_or_first(code) == "last" else 0]]
        return list("".join(part[3] for part in segments))

    def told(self, code, unit, period, owed_shorts=None):
        """What the unit says of itself; None where it says nothing."""
        shorts = self.short_periods(code, unit, period) if owed_shorts is None else owed_shorts
        told = self.told_pair(code, unit, period, shorts) if self.indicators[code]["rule"] in PAIRED else None
        return told or self.told_alone(code, unit, period, shorts)

    def earlier(self, code, unit, shorts):
        """With `look_back`: the latest of so many periods before the first."""
        for back in range(1, self.indicators[code].get("look_back", 0) + 1):
            found = shorts and self.segment(code, unit, shorts[0].shifted(-back), 1)
            if found:
                return [found]
        return []

    def told_alone(self, code, unit, period, shorts):
        segments = self.segments(code, unit, period, shorts)
        if not segments and period.type != self.indicators[code]["frequency"]:
            segments = self.earlier(code, unit, shorts)
        if not segments:
            row = self.row(code, unit, period)
            longer = period.type != self.indicators[code]["frequency"]
            ended = not longer or not self.to_date or period.last(self.calendar(code)) <= self.to_date
            if row and row.qualified and row.text.startswith("~") and ended:
                owed = min(1, len(shorts)) if self.owes_one(code) else len(shorts)
                return Told(value=decimal(row.text[1:]), qualified=True, statuses=[row.status], owed=owed, given=owed,
                            weak=owed if row.status != "A" else 0, stood_in=owed if longer else 0)
            return None
        time, rule = self.indicators[code].get("time"), self.indicators[code]["rule"]
        told = self.told_of(code, unit, segments, shorts, value=self.over_time(code, segments, period))
        if rule in PAIRED:  # a bare figure: its own `time` says whether a part is missing
            told.partial = sum(part[2] for part in segments) < len(shorts)
            told.statuses = list("".join(part[3] for part in segments))
            told.weak = min(told.given, sum(part[2] for part in segments if set(part[3]) != {"A"}))
            if time in ("last", "first"):
                end = -1 if time == "last" else 0
                told.partial = not segments[end][0].contains(shorts[end], self.calendar(code))
                told.statuses = list(segments[end][3])
                told.weak = min(told.given, segments[end][2]) if set(told.statuses) != {"A"} else 0
        if told.value is None:
            return None
        if rule not in PAIRED and rule not in SILENT:
            told.a = told.value
        return told

    # ---- Pairs (R5) ----

    def told_pair(self, code, unit, period, shorts):
        indicator = self.indicators[code]
        self.asked = period
        over_time = indicator.get("time") == "weighted_mean" and period.type != indicator["frequency"]
        pairs = (self.products if over_time else self.pairs)(code, unit, period, shorts)
        if not pairs:
            return None
        self.vintages[code, unit, period] = frozenset(pair.back for pair in pairs)
        told = self.told_of_pairs(code, unit, pairs, shorts, [None, None] if over_time else self.times(indicator))
        if over_time:
            told.a, told.b = sum(pair.x * pair.y for pair in pairs), sum(pair.y for pair in pairs)
            told.value = told.a / told.b if told.b else None
            return told
        first, second = self.sides(indicator)
        weights = pairs[:1] if "weight_at" in indicator else pairs  # one for all is one figure
        a = self.over_time(first, [(pair.period, pair.x, pair.speaks, "") for pair in pairs], period)
        b = self.over_time(second, [(pair.period, pair.y, pair.speaks, "") for pair in weights], period)
        told.a, told.b = a, b
        if indicator["rule"] == "weighted_mean":
            told.value, told.a = a, a * b
        else:
            told.value = None if b == 0 else decimal(indicator["rollup"].get("factor", 1)) * a / b
        return told

    def times(self, indicator):
        return [self.indicators[side].get("time") for side in self.sides(indicator)]

    def told_of_pairs(self, code, unit, pairs, shorts, times):
        """Coverage and status: of a side whose rule is `last` or `first` only one figure is used."""
        one, given = self.owes_one(code), sum(pair.speaks for pair in pairs)
        letters, weak = "", set()
        for side, time in enumerate(times):
            used = {"last": pairs[-1:], "first": pairs[:1]}.get(time, pairs)
            letters += "".join(pair.letters[side] for pair in used)
            weak |= set().union(*(pair.weak[side] for pair in used))
        calendar = self.calendar(code)
        missing = {"last": not pairs[-1].period.contains(shorts[-1], calendar),
                   "first": not pairs[0].period.contains(shorts[0], calendar)}
        partial = any(missing.get(time, given < len(shorts)) for time in times)
        spoken = [part for pair in pairs for part in shorts if pair.longer and pair.period.contains(part, calendar)]
        stood_in = len([part for part in spoken if self.pair(code, unit, part, 1) is None])
        told = Told(given=given, owed=len(shorts), weak=len(weak & set(shorts)), stood_in=stood_in,
                    segments=[(pair.period,) for pair in pairs], statuses=list(letters), partial=partial)
        if one:
            told.given, told.owed = 1, min(1, len(shorts))
            told.weak, told.stood_in = min(1, told.weak), int(stood_in == len(shorts))
        return told

    @staticmethod
    def earlier_by(reference):
        """(code, shift, grade) of a reference."""
        tree = expressions.parse(reference)
        return tree[1:]

    def sides(self, indicator):
        """The codes of both sides, whatever periods they are of."""
        return tuple(self.earlier_by(side)[0] for side in self.references(indicator))

    @staticmethod
    def references(indicator):
        rollup = indicator["rollup"]
        if indicator["rule"] == "ratio":
            return rollup["numerator"], rollup["denominator"]
        return indicator["code"], rollup["weight"]

    def months_back(self, reference, asked):
        """How far a side lies from the unshifted one: so many periods of the length that is asked for."""
        return self.earlier_by(reference)[1] * (12 if asked.type == "nine_months" else MONTHS[asked.type])

    def pairs(self, code, unit, period, shorts):
        """Period by period, where both sides are there; where some are not, one pair of the whole period if both sides are
        known for all of it, by whatever reports; else the same of its halves, quarters and so on."""
        inside = [part for part in shorts if period.contains(part, self.calendar(code))]
        found = [self.pair(code, unit, part, 1) for part in inside]
        if None not in found or period.type == self.indicators[code]["frequency"]:
            return [pair for pair in found if pair]
        shifted = any("[" in side for side in self.references(self.indicators[code]))
        running = self.to_date and period.last(self.calendar(code)) > self.to_date  # against as much of the earlier one
        whole = None if shifted and running else self.pair(code, unit, period, len(inside))
        if whole and not whole.level:
            return [whole]
        if "stddev" in self.times(self.indicators[code]):  # what quarters differ by says nothing of how their months do
            return [pair for pair in found if pair]
        found = []
        for part in period.parts(SHORTER[period.type], self.calendar(code)):
            found += self.pairs(code, unit, part, shorts)
        return found or ([whole] if whole else [])

    def products(self, code, unit, period, shorts, standing=None):
        """Of Σ x·w over the periods too: a report for several of them stands for each that has a weight."""
        calendar, frequency = self.calendar(code), self.indicators[code]["frequency"]
        inside = [part for part in shorts if period.contains(part, calendar)]
        if period.type == frequency:
            found = [self.pair(code, unit, part, 1, standing) for part in inside]
            return [pair for pair in found if pair]
        segments = self.segments(code, unit, period, shorts)
        if len(segments) == 1 and segments[0][0] == period and not standing:
            standing = (segments[0][1], segments[0][3], period)  # of each part
        found = []
        for part in period.parts(SHORTER[period.type], calendar):
            found += self.products(code, unit, part, shorts, standing)
        whole = self.pair(code, unit, period, len(inside)) if standing and standing[2] == period else None
        stands = whole and sum(pair.speaks for pair in found) < len(inside) and not (whole.level and found)
        return [whole] if stands else found

    def pair(self, code, unit, period, speaks, standing=None):
        """At a measuring unit an operand that is measured below is taken as it rolled up; an own report above others
        speaks with its own sides (R4), of which a weight may be what rolls up."""
        first, second = self.sides(self.indicators[code])
        one, other = (self.moved(period, side) for side in self.references(self.indicators[code]))
        weighted = self.indicators[code]["rule"] == "weighted_mean"
        measuring = self.is_leaf(code, unit, period.last(self.calendar(code)))
        day = period.last(self.calendar(code))
        weighted = weighted and not (self.adds(code, unit, day) and not self.listed_exempt(code, unit, day))
        x = (*standing[:2], {period} if standing[1] != "A" else set()) if standing else self.side(first, unit, one, measuring and not weighted)
        y, back = self.weight(code, second, unit, other, measuring or weighted)
        if x is None or y is None:
            return None
        short = period.type == self.indicators[code]["frequency"]
        level = not short and (len(x) > 3 or len(y) > 3)
        x, y = ((*one[:2], self.weak_parts(code, period, one[:3])) for one in (x, y))
        found = Pair(period, x, y, speaks, back, bool(standing) or not short)
        found.level = level  # of a side one figure rolled up, whichever of its parts were told
        return found

    def weak_parts(self, code, period, side):
        """Which short periods of the period rest on a weak figure of one side, which may be of another period."""
        parts = period.parts(self.indicators[code]["frequency"], self.calendar(code))
        _, letters, weak = side
        if len(parts) == 1 or not weak:
            return set(parts) if set(letters) - {"A"} else set()
        others = min(weak, key=lambda part: part.months).containing(period.type, self.calendar(code))
        if others is None or others.parts(min(weak, key=lambda part: part.months).type, self.calendar(code)) is None:
            return set(parts)
        there = others.parts(self.indicators[code]["frequency"], self.calendar(code))
        return {part for part, other in zip(parts, there) if other in weak}

    def moved(self, period, reference):
        back = self.months_back(reference, self.asked) if "[" in reference else 0
        return Period(period.type, period.months + back) if back else period

    def weight(self, code, second, unit, period, rolled_up):
        """The second side, and how many periods before it is of: a weight may be fixed to one, or be of an earlier one."""
        indicator, calendar = self.indicators[code], self.calendar(second)
        if "weight_at" in indicator:
            period = Period.parse(indicator["weight_at"])
        if indicator["rule"] != "weighted_mean" or not indicator.get("weight_look_back"):
            return self.side(second, unit, period, rolled_up), None
        frequency = self.indicators[second]["frequency"]
        at = period if period.parts(frequency, calendar) else period.containing(frequency, calendar)
        most = indicator["weight_look_back"] if period.type == indicator["frequency"] else 0
        for back in range(most + 1):
            found = self.side(second, unit, at.shifted(-back), rolled_up)
            if found:
                return found, back
        return None, None

    def side(self, code, unit, period, rolled_up):
        """(value, letters, short periods weaker than A) of one side: of the period, or of the longer one of its own frequency that contains it. Of a
        longer period only if all of it is known."""
        frequency = self.indicators[code]["frequency"]
        if not period.parts(frequency, self.calendar(code)):
            period = period.containing(frequency, self.calendar(code))
        if rolled_up and self.is_above(code, unit, period.last(self.calendar(code))):
            shown = self.shown(code, unit, period)
            full = shown.reporting == shown.owed and not {"qualified", "partial"} & shown.flags
            weak = set() if shown.status == "A" else set(self.short_periods(code, unit, period))
            letters = "".join(self.handed(code, unit, period).statuses) or shown.status
            if shown.value is None or not full:
                return None
            level = self.owes_one(code) and period.type != frequency
            return (shown.value, letters, weak, True) if level else (shown.value, letters, weak)
        told = self.told_alone(code, unit, period, self.short_periods(code, unit, period))
        if not told or told.value is None or told.qualified:
            return None
        shorts = self.short_periods(code, unit, period)
        whole = sum(part[2] for part in told.segments) == len(shorts)
        end = {"last": slice(-1, None), "first": slice(0, 1)}.get(self.indicators[code].get("time"), slice(None))
        weak = {part for one in told.segments[end] if set(one[3]) - {"A"}
                for part in shorts if one[0].contains(part, self.calendar(code))}
        return (told.value, "".join(told.statuses), weak) if whole else None

    # ---- Up the tree (R2, R3, R4) ----

    def shown(self, code, unit, period):
        return self.rolled(code, unit, period)[0]

    def handed(self, code, unit, period):
        return self.rolled(code, unit, period)[1]

    def rolled(self, code, unit, period):
        key = (code, unit, period)
        if key not in self.kept:
            self.kept[key] = self.roll(code, unit, period)
            self.kept[key][0].speakers = self.kept[key][2]
        return self.kept[key]

    def roll(self, code, unit, period):
        day = period.last(self.calendar(code))
        if self.indicators[code]["rule"] == "formula":
            return self.formula(code, unit, period), Hand(), set()
        if self.is_leaf(code, unit, day):
            shown, hand = self.leaf(code, unit, period)
            return shown, hand, {unit} if shown.value is not None else set()
        longer = period.type != self.indicators[code]["frequency"]
        over_both = self.indicators[code]["rule"] == self.indicators[code].get("time") == "weighted_mean"  # in one sum
        units_first = self.indicators[code].get("order") == "units_first" and not over_both
        if longer and units_first and self.rolls_up_to(code, unit, day):
            return self.units_first(code, unit, period)
        children = Hand()
        for child in self.structure.children(unit, day):
            children.add(self.handed(code, child, period))
        if self.adds(code, unit, day):
            alone, leaf = self.leaf(code, unit, period)
            children.add(leaf)
            if not children.owed and alone.value is not None:  # what is not owed shows all the same
                return alone, children, children.speakers
            return self.of_children(code, children), children, children.speakers
        shown, hand = self.with_own_report(code, unit, period, children)
        if self.indicators[code].get("stop_at") == unit.level and children.owed:
            hand = self.leaf(code, unit, period, stopped=True)[1]
        return shown, hand, children.owing if shown.origin == "own" else children.speakers

    def units_first(self, code, unit, period):
        """Each short period rolled up, then aggregated over time; a report of the whole stands where they are not complete."""
        indicator, hand = self.indicators[code], Hand()
        parts, segments = self.parts(code, period), []
        for part in parts:
            shown = self.shown(code, unit, part)
            hand.owed, hand.reporting = hand.owed + shown.owed, hand.reporting + shown.reporting
            hand.weak, hand.stood_in = hand.weak + shown.weak, hand.stood_in + shown.stood_in
            hand.partial |= shown.reporting < shown.owed
            if shown.value is not None:
                segments.append((part, shown.value, 1, shown.status))
        shown = Shown(owed=hand.owed, reporting=hand.reporting, stood_in=hand.stood_in, weak=hand.weak)
        for part in [parts[0].shifted(-back) for back in range(1, indicator.get("look_back", 0) + 1) if parts]:
            earlier = self.shown(code, unit, part)
            if not segments and earlier.value is not None:
                segments.append((part, earlier.value, 1, earlier.status))
        if self.owes_one(code) and parts:  # the latest total, with its own coverage; the first, of `first`
            last = indicator["time"] == "last"
            segments = segments[-1:] if last else segments[:1]
            chosen = self.shown(code, unit, segments[0][0] if segments else parts[-1 if last else 0])
            shown = Shown(owed=chosen.owed, reporting=chosen.reporting, stood_in=chosen.stood_in, weak=chosen.weak)
        if segments:
            shown.value = self.over_time(code, segments, period)
            origins = {self.shown(code, unit, part[0]).origin for part in segments}
            shown.status, shown.origin = weakest([part[3] for part in segments]), min(origins) if len(origins) == 1 else "mixed"
            due = [part for part in parts if self.shown(code, unit, part).owed or self.shown(code, unit, part).value is not None]
            due = due if any(self.shown(code, unit, part).owed for part in parts) else parts
            ends = [due[-1 if indicator["time"] == "last" else 0]] if self.owes_one(code) else due
            shown.flags = set() if {part for part in ends} <= {part[0] for part in segments} else {"partial"}
            shown.flags |= {"estimate", "mixed_vintage"} & set().union(*(self.shown(code, unit, part[0]).flags for part in segments))
        ended = not self.to_date or period.last(self.calendar(code)) <= self.to_date
        whole = self.segment(code, unit, period, 1) if ended else None
        if indicator.get("reported_as", "period") != "period":  # the total to date is the latest report itself
            told = [one for one in self.cumulative(code, unit, period, parts) if one[2] == len(parts)]
            whole = told[0] if told else None
        if whole and (shown.value is None or shown.reporting < shown.owed or indicator.get("prefer") == "own"):
            letter = weakest(whole[3])
            own = Shown(value=whole[1], status=letter, origin="own", owed=shown.owed, reporting=shown.owed)
            own.stood_in = shown.owed - shown.reporting + shown.stood_in
            own.weak = shown.owed if letter != "A" else 0
            own.flags = {"estimate"} & {"estimate" for one in whole[3] if one in ESTIMATES}
            return own, hand, self.owing_below(code, unit, period)
        spoken = [self.kept[code, unit, part[0]][2] for part in segments] or [set()]
        return shown, hand, spoken[0] if spoken.count(spoken[0]) == len(spoken) else None

    def leaf(self, code, unit, period, stopped=False):
        """A measuring unit; or one of the level of `stop_at`, which counts by its own report alone (R2)."""
        indicator, hand = self.indicators[code], Hand()
        parts = self.parts(code, period)
        shorts = [part for part in parts if self.owes_stopped(code, unit, part)] if stopped else \
            [part for part in parts if self.owes(code, unit, part, period)]
        told = self.told(code, unit, period, shorts)
        if self.asks(code):
            told = self.answer(code, unit, period, shorts)
        hand.owed = min(1, len(shorts)) if self.owes_one(code) else len(shorts)
        hand.units = min(1, len(shorts))
        hand.owing = {unit} if shorts else set()
        if self.owed_share(code):
            hand.pieces = [Piece(Fraction(0)) for _ in range(hand.units)]
            for piece in hand.pieces:
                piece.told = False
        if not shorts:  # what is not owed shows where it was given all the same
            denied = all(self.row(code, unit, part) and self.row(code, unit, part).exempt for part in parts)
            told = None if denied else self.told(code, unit, period, self.short_periods(code, unit, period))
            if told:
                told.given = told.weak = told.stood_in = 0
        if not told or not shorts:
            shown = self.shown_told(told, 0) if told else Shown(owed=hand.owed)
            return self.with_sides(code, shown, told), self.only_none(code, hand)
        shown = self.shown_told(told, hand.owed)
        shown.weak, shown.stood_in = told.weak, told.stood_in
        piece = self.piece(code, unit, period, told)
        if piece and not told.qualified:
            hand.pieces, hand.seen, hand.statuses = [piece], [piece], told.statuses
            hand.reporting, hand.weak, hand.partial, hand.estimate = told.given, told.weak, told.partial, told.estimate
            hand.stood_in = told.stood_in
            hand.speakers = {unit}
            shown.denominator = self.printed_denominator(code, [piece])
            shown.numerator = self.printed_numerator(code, [piece])
        return shown, self.only_none(code, hand)

    def with_sides(self, code, shown, told):
        if told and told.value is not None and told.b is not None and self.indicators[code]["rule"] in PAIRED:
            pieces = [Piece(told.a, told.b)]
            shown.numerator, shown.denominator = self.printed_numerator(code, pieces), self.printed_denominator(code, pieces)
        return shown

    def owed_share(self, code):
        """Whether those that gave nothing stand in the denominator all the same."""
        return self.indicators[code]["rollup"].get("of") == "owed"

    def only_none(self, code, hand):
        return Hand() if self.indicators[code]["rule"] == "none" else hand

    def shown_told(self, told, owed):
        flags = {"partial"} if told.partial else set()
        flags |= {"qualified"} if told.qualified else set()
        flags |= {"estimate"} if told.estimate or set(told.statuses) & set(ESTIMATES) else set()
        there = told.value is not None
        return Shown(value=told.value, reporting=told.given, owed=owed, origin="own" if there else "",
                     status=weakest(told.statuses) if there else "", flags=flags if there else set())

    def piece(self, code, unit, period, told):
        """What a measuring unit's figure is for the rule; None: a figure without its partner is not covered."""
        rule = self.indicators[code]["rule"]
        if rule in PAIRED:
            if told.b is None:
                return None
            piece = Piece(told.a, told.b)
            piece.vintage = self.vintages.get((code, unit, period), frozenset())
            return piece
        if rule in ("count", "share"):
            met = told.value if self.asks(code) else self.meets(code, unit, period, told.value)
            return None if met is None else Piece(Fraction(met))
        return Piece(told.value)

    def meets(self, code, unit, period, value):
        rollup = self.indicators[code]["rollup"]
        if "expression" in rollup:
            tree = expressions.parse(rollup["expression"])
            return expressions.evaluate(
                tree, lambda other, shift, grade: self.operand(other, shift, grade, unit, period, self.alone(code, unit, period)))
        if "grade_at_least" in rollup:
            return value >= self.indicators[code]["grades"].index(rollup["grade_at_least"])
        for form in ("at_least", "above", "at_most", "below", "between", "about", "exactly"):
            if form in rollup:
                bounds = rollup[form] if isinstance(rollup[form], list) else [rollup[form]]
                numbers = [self.threshold(bound, unit, period, self.alone(code, unit, period)) for bound in bounds]
                return None if None in numbers else self.holds(form, value, numbers, rollup)
        return True

    def asks(self, code):
        """A condition that is an expression is asked at the unit, whatever was reported for the indicator itself."""
        return self.indicators[code]["rule"] in ("count", "share") and "expression" in self.indicators[code]["rollup"]

    def answer(self, code, unit, period, shorts):
        met = self.meets(code, unit, period, None)
        if met is None or not shorts:
            return None
        tree = expressions.parse(self.indicators[code]["rollup"]["expression"])
        alone = self.alone(code, unit, period)
        used = [self.operand_row(other, shift, unit, period, alone) for other, shift, _ in expressions.codes(tree)]
        used = [one for one in used if "qualified" not in one.flags]
        letters = [one.status for one in used if one.status]
        owed = 1 if self.owes_one(code) else len(shorts)
        weak = owed if set(letters) - {"A"} else 0
        return Told(value=Fraction(met), given=owed, owed=owed, statuses=letters or ["A"], weak=weak,
                    partial=any("partial" in one.flags for one in used), estimate=any("estimate" in one.flags for one in used))

    def alone(self, code, unit, period):
        """Whether the unit is judged by its own figures alone, as it counts beside those below it (R2)."""
        return self.adds(code, unit, period.last(self.calendar(code)))

    def threshold(self, bound, unit, period, alone):
        if str(bound).partition("[")[0] in self.indicators:
            other, shift, _ = self.earlier_by(bound)
            shown = self.operand_row(other, shift, unit, period, alone)
            return None if "qualified" in shown.flags else shown.value
        return decimal(bound)

    @staticmethod
    def holds(form, value, numbers, rollup):
        if form == "about" and len(numbers) == 1:
            tolerance = decimal(rollup.get("tolerance", 0))
            return abs(value - numbers[0]) <= tolerance
        if form in ("between", "about"):
            return numbers[0] <= value <= numbers[1]
        bound = numbers[0]
        return {"at_least": value >= bound, "above": value > bound, "at_most": value <= bound, "below": value < bound,
                "exactly": value == bound}[form]

    def with_own_report(self, code, unit, period, children):
        """R2: the children where their coverage is full, else the unit's own report; or the other way round."""
        indicator = self.indicators[code]
        shown, hand = self.of_children(code, children), children
        own = self.own_report(code, unit, period, children)
        stopped = indicator.get("stop_at") == unit.level
        if own is None or own.value is None:
            return shown, self.only_none(code, hand)
        if not (stopped and children.owed) and not self.stands(code, own, children):
            if shown.value is None and children.owed == 0:
                own.given = 0
                if self.indicators[code]["rule"] == "grade_count":
                    shown = self.shown_told(own, 0)
                    shown.denominator = own.b
                    return shown, hand
                return self.with_sides(code, self.shown_told(own, 0), own), hand
            return shown, hand
        bare = own.a is None or own.qualified
        shown = self.shown_told(own, children.owed)
        shown.reporting = own.given
        direct = children.reporting - children.stood_in
        shown.stood_in = max(0, own.given - direct)
        shown.weak = own.given if set(own.statuses) - {"A"} else 0
        if bare:
            return shown, self.only_none(code, children)
        hand = Hand()
        hand.owed, hand.units, hand.reporting, hand.weak = children.owed, children.units, own.given, own.weak
        hand.stood_in, hand.statuses, hand.partial, hand.mixed = shown.stood_in, own.statuses, own.partial, True
        if self.indicators[code]["rule"] == "grade_count":
            hand.pieces = [Piece(Fraction(at)) for at, many in enumerate(own.a) for _ in range(many)]
            shown.denominator = own.value
        else:
            hand.pieces = [self.own_piece(code, own, children.units)]
            hand.pieces[0].vintage = self.vintages.get((code, unit, period), frozenset())
        hand.owing = hand.speakers = children.owing
        hand.seen = children.seen
        if self.indicators[code]["rule"] in (*PAIRED, "share"):
            shown.numerator = self.printed_numerator(code, hand.pieces)
            shown.denominator = self.printed_denominator(code, hand.pieces)
        return shown, hand

    def told_counts(self, code, unit, period, children):
        """How many of those below it are at each grade, as the unit itself reported it; None but for all grades."""
        counts = self.own_counts(code, unit, period)
        if not counts:
            return None
        items, letters = counts
        told = Told(value=Fraction(sum(items)), a=items, given=children.owed, owed=children.owed, whole=True, statuses=letters)
        told.b, told.weak = told.value, children.owed if set(letters) - {"A"} else 0
        return told

    def own_counts(self, code, unit, period):
        """(one a grade, letters) of a unit above those that measure; of a year to date there are none yet."""
        indicator, calendar = self.indicators[code], self.calendar(code)
        running = period.type != indicator["frequency"] and self.to_date and period.last(calendar) > self.to_date
        day = period.last(calendar)
        if indicator["rule"] != "grade_count" or running or not self.rolls_up_to(code, unit, day) or self.adds(code, unit, day):
            return None
        rows = [self.highest(self.counts.get((code, grade, unit, period), []), code, period) for grade in indicator["grades"]]
        if any(row is None or not row.text for row in rows):
            return None
        return [int(row.text) for row in rows], [row.status for row in rows]

    def own_piece(self, code, own, units):
        rule = self.indicators[code]["rule"]
        if rule == "mean":
            return Piece(own.value * units, Fraction(units), units)
        if rule in PAIRED or rule == "share":
            return Piece(own.a, own.b, units)
        return Piece(own.a, Fraction(units), units)

    def own_report(self, code, unit, period, children):
        """Its own rows; it speaks for all that is owed below in the short periods that it tells of."""
        parts = self.parts(code, period)
        told = self.told(code, unit, period, parts)
        above = self.rolls_up_to(code, unit, period.last(self.calendar(code)))
        counted = self.indicators[code]["rule"] == "grade_count" and above
        if counted:  # its grade is no count of grades
            return self.told_counts(code, unit, period, children)
        if told is None:
            return None
        if self.indicators[code]["rule"] == "share":
            self.sides_of_share(code, unit, period, told)
        whole = told.given == told.owed
        each = [self.owed_below(code, unit, part, period) for part in parts]
        told.whole = whole
        if whole or told.qualified:
            told.given = children.owed
        else:
            told.given = sum(n for part, n in zip(parts, each)
                             if any(one[0].contains(part, self.calendar(code)) for one in told.segments))
        told.weak = told.given if told.weak else 0
        return told

    def owed_below(self, code, unit, part, asked=None):
        if self.indicators[code]["rule"] == "ratio" and asked:  # of a growth it matters what it is a part of
            below = self.structure.below(unit, part.last(self.calendar(code)))[1:]
            return sum(self.owes(code, other, part, asked) for other in below)
        children = self.structure.children(unit, part.last(self.calendar(code)))
        return sum(self.handed(code, child, part).owed for child in children)

    def owes_stopped(self, code, unit, part):
        """A unit of the level of `stop_at`: where anybody below it owes, and it does not say that it is not applicable."""
        row = self.row(code, unit, part)
        return bool(self.owed_below(code, unit, part)) and not (row and row.exempt)

    def owing_below(self, code, unit, period):
        return {other for part in self.parts(code, period)
                for other in self.structure.below(unit, part.last(self.calendar(code)))[1:]
                if self.owes(code, other, part, period)}

    def sides_of_share(self, code, unit, period, told):
        row = self.row(code, unit, period)
        told.a, told.b = row.sides if row and None not in row.sides else (None, None)

    def stands(self, code, own, children):
        if children.owed == 0:
            return False
        if self.indicators[code]["rule"] == "sum" and children.pieces and self.never_negative(code):
            if own.value < sum(piece.a for piece in children.pieces):
                return False
        if not own.whole and own.given <= children.reporting:
            return False
        if self.indicators[code].get("prefer", "children") == "own":
            return True
        return not (children.full() and children.pieces)

    def never_negative(self, code):
        for (other, _, _), rows in self.rows.items():
            if other == code and any(row.text.lstrip("~").startswith("-") for row in rows):
                return False
        return True

    def of_children(self, code, children):
        indicator = self.indicators[code]
        shown = Shown(owed=children.owed, hand=children)
        shown.value = self.figure(code, children)
        shown.reporting, shown.stood_in, shown.weak = children.reporting, children.stood_in, children.weak
        if children.reporting:
            shown.numerator = self.printed_numerator(code, children.pieces)
            shown.denominator = self.printed_denominator(code, children.pieces)
        if shown.value is None:
            return shown
        shown.status = weakest(children.statuses)
        shown.origin = "mixed" if children.mixed else "children"
        shown.flags |= {"partial"} if children.partial else set()
        shown.flags |= {"mixed_vintage"} if len(set().union(*(piece.vintage for piece in children.pieces))) > 1 else set()
        shown.flags |= {"estimate"} if children.estimate or set(children.statuses) & set(ESTIMATES) else set()
        return shown

    # ---- Bounds (R11) ----

    def bounds(self, code, shown, hand):
        """What the figure could be if each missing unit gave the least, or the most, of those seen below the same unit."""
        if self.indicators[code]["rule"] not in ("sum", "mean", "ratio", "count", "share") or shown.value is None:
            return None, None
        missing = hand.owed - hand.reporting
        if shown.origin == "own" or not missing:
            return shown.value, shown.value
        supposed = self.supposed(code, hand, hand.seen, missing)
        return (min(supposed), max(supposed)) if supposed else (None, None)

    def supposed(self, code, hand, seen, missing):
        found = []
        for piece in seen:
            if piece.b == 0:  # a pair over 0 makes no figure
                continue
            other = Hand()
            other.reporting, other.owed = hand.owed, hand.owed
            given = hand.pieces if not self.owed_share(code) else hand.given()
            other.pieces = given + [piece] * missing
            found.append(self.figure(code, other))
        return [value for value in found if value is not None]

    def exact(self, code, period):
        """Whether the figure is a decimal, printed to its last digit, or a quotient, the nearest double (R10)."""
        indicator = self.indicators[code]
        longer = period.type != indicator["frequency"] and indicator.get("time") in ("mean", "day_mean", "stddev", "weighted_mean")
        return indicator["rule"] in ("sum", "min", "max", "count", "none", "worst", "best", "grade_count") and not longer

    def flag_coverage(self, code, shown):
        """On every figure, whoever it is of: below the indicator's minimum coverage (R3)."""
        minimum = decimal(self.indicators[code].get("min_coverage", "0.9"))
        if shown.value is not None and shown.owed and Fraction(shown.reporting, shown.owed) < minimum:
            shown.flags.add("below_min_coverage")

    def figure(self, code, hand):
        """The rule of R4 over all pieces."""
        rule, pieces = self.indicators[code]["rule"], hand.pieces
        if not pieces or rule == "none" or hand.reporting == 0:
            return None
        over, under = sum(piece.a for piece in pieces), sum(piece.b for piece in pieces)
        if rule in ("sum", "count"):
            return over
        if rule in ONE_BY_ONE:
            return ONE_BY_ONE[rule]([piece.a for piece in pieces])
        if rule in ("min", "max", "worst", "best"):
            rule = {"worst": "min", "best": "max"}.get(rule, rule)
            return (min if rule == "min" else max)(piece.a for piece in pieces)
        factor = {"share": 100, "ratio": decimal(self.indicators[code]["rollup"].get("factor", 1))}.get(rule, 1)
        return None if under == 0 else factor * over / under

    def printed_numerator(self, code, pieces):
        if self.indicators[code]["rule"] not in ("ratio", "share") or not pieces:
            return None
        return sum(piece.a for piece in pieces)

    def printed_denominator(self, code, pieces):
        if self.indicators[code]["rule"] not in ("ratio", "share", "mean", "weighted_mean") or not pieces:
            return None
        return sum(piece.b for piece in pieces)

    # ---- Formulas ----

    def operand(self, other, shift, grade, unit, period, alone=False):
        """A qualified figure enters no arithmetic."""
        shown = self.operand_row(other, shift, unit, period, alone)
        if "qualified" in shown.flags or shown.value is None:
            return None
        if grade:
            return Number(self.at_grade(other, unit, period.shifted(shift), grade))
        return shown.value if isinstance(shown.value, Number) else Number(shown.value).rounded()

    def place(self, code):
        return list(self.indicators).index(code)

    def is_a_grade(self, code, unit, period, shown):
        """Not where grades were counted; a measuring unit shows its own."""
        counts = self.indicators[code]["rule"] in ("count", "share", "grade_count")
        own = shown.origin == "own" and not self.own_counts(code, unit, period)
        return shown.value is not None and (own or not counts)

    def operand_row(self, other, shift, unit, period, alone=False):
        """An earlier figure is carried to the structure of the unshifted one; a year to date has none of its length."""
        running = period.type != self.indicators[other]["frequency"] and self.to_date and period.last(self.calendar(other)) > self.to_date
        if shift and running:
            return Shown()
        if alone:
            told = self.told_alone(other, unit, period.shifted(shift), self.short_periods(other, unit, period.shifted(shift)))
            return self.shown_told(told, 0) if told else Shown()
        if not shift or self.carrier:
            return self.row_of(other, unit, period.shifted(shift))
        from carry import Carrier
        return Carrier(self, period.last(self.calendar(other))).figure(other, unit, period.shifted(shift))

    def at_grade(self, code, unit, period, grade):
        """How many of the measuring units are at the grade; of a measuring unit itself 1 or 0."""
        at = self.indicators[code]["grades"].index(grade)
        return sum(1 for piece in self.handed(code, unit, period).pieces if piece.a == at)

    def formula(self, code, unit, period):
        tree = expressions.parse(self.indicators[code]["rollup"]["expression"])
        operands = [self.operand_row(other, shift, unit, period) for other, shift, _ in expressions.codes(tree)]
        used = [one for one in operands if "qualified" not in one.flags]
        value = expressions.evaluate(tree, lambda other, shift, grade: self.operand(other, shift, grade, unit, period))
        value = None if value is None or isinstance(value, bool) else value
        def coverage(one):
            return Fraction(one.reporting, one.owed) if one.owed else Fraction(2)
        order = sorted(expressions.codes(tree), key=lambda one: (self.place(one[0]), one[1], one[2] or ""))
        weakest_one = min((self.operand_row(other, shift, unit, period) for other, shift, _ in order), key=coverage)
        shown = Shown(value=value, owed=weakest_one.owed, reporting=weakest_one.reporting)
        shown.stood_in, shown.weak = weakest_one.stood_in, weakest_one.weak
        if value is None:
            return shown
        # The pages are silent on a formula of no figure at all, as coalesce(X, 0): of the strongest status, from below.
        shown.status = weakest([one.status for one in used if one.status] or ["A"])
        origins = {one.origin for one in used} - {""}
        shown.origin = "mixed" if len(origins) > 1 else min(origins, default="children")
        for one in used:
            shown.flags |= one.flags - {"below_min_coverage"}
        speakers = [one.speakers if one in used else set() for one in operands]
        if None in speakers:  # whom a figure of several totals speaks for, each of other units, the pages do not say
            shown.unsure = {"unpaired"}
        complete = all(one in used and one.reporting >= one.owed for one in operands)  # each speaks for all of the unit
        shown.flags |= {"unpaired"} if any(one != speakers[0] for one in speakers) and not complete else set()
        return shown
