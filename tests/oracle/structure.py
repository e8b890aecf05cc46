"""Periods, units and the structure of a day, as formats.md and R1, R12 say it: slowly, and by definition."""
import datetime
import re

DAY = datetime.timedelta(days=1)
FOREVER = datetime.date(2999, 12, 31)
ALWAYS = datetime.date(1900, 1, 1)
MONTHS = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}
# From longest to shortest, for what a longer report may be made of where its own parts are not there.
LENGTHS = ["year", "nine_months", "half", "quarter", "month", "day"]


def date(text, default):
    return datetime.date.fromisoformat(text) if text else default


def month_start(months, day=1):
    """The given day of the month that is `months` months after January of the year 0."""
    return datetime.date(months // 12, months % 12 + 1, day)


class Period:
    """A span of days: `type`, and `months`, the first month counted from the year 0, or `first` for a day."""

    def __init__(self, type, months=None, day=None):
        self.type, self.months, self.day = type, months, day

    @staticmethod
    def parse(text):
        year = int(text[:4]) * 12
        for pattern, type, length in (("-H(\\d)", "half", 6), ("-Q(\\d)", "quarter", 3), ("-(\\d\\d)", "month", 1)):
            found = re.fullmatch("\\d{4}" + pattern, text)
            if found:
                return Period(type, year + (int(found.group(1)) - 1) * length)
        if text.endswith("-9M"):
            return Period("nine_months", year)
        if len(text) == 10:
            return Period("day", day=datetime.date.fromisoformat(text))
        return Period("year", year)

    def __str__(self):
        if self.type == "day":
            return self.day.isoformat()
        year, month = divmod(self.months, 12)
        tail = {"year": "", "nine_months": "-9M", "half": f"-H{month // 6 + 1}", "quarter": f"-Q{month // 3 + 1}",
                "month": f"-{month + 1:02d}"}[self.type]
        return f"{year:04d}{tail}"

    __repr__ = __str__

    def __eq__(self, other):
        return str(self) == str(other)

    def __hash__(self):
        return hash(str(self))

    def first(self, calendar=None):
        """With a calendar, a period begins on a day of the month before its own first month."""
        if self.type == "day":
            return self.day
        return month_start(self.months - 1, calendar["month_from"]) if calendar else month_start(self.months)

    def last(self, calendar=None):
        return self.shifted(1).first(calendar) - DAY if self.type != "nine_months" else \
            Period("quarter", self.months + 6).last(calendar)

    def days(self, calendar=None):
        return (self.last(calendar) - self.first(calendar)).days + 1

    def shifted(self, by):
        if self.type == "day":
            return Period("day", day=self.day + by * DAY)
        step = 12 if self.type == "nine_months" else MONTHS[self.type]
        return Period(self.type, self.months + by * step)

    def contains(self, other, calendar=None):
        return self.first(calendar) <= other.first(calendar) and other.last(calendar) <= self.last(calendar)

    def containing(self, type, calendar=None):
        """The period of a longer (or the same) type in which this one lies."""
        if type == self.type:
            return self
        if self.type == "day":
            found = Period("month", self.day.year * 12 + self.day.month - 1)
            while not found.first(calendar) <= self.day <= found.last(calendar):
                found = found.shifted(1 if found.last(calendar) < self.day else -1)
            return found.containing(type, calendar)
        if type == "nine_months":
            return Period(type, self.months // 12 * 12)
        return Period(type, self.months // MONTHS[type] * MONTHS[type])

    def parts(self, type, calendar=None):
        """The periods of a shorter (or the same) type of which this one is made, in order; none if it is shorter."""
        if type == self.type:
            return [self]
        if self.type == "day":
            return []
        found, part = [], self.first_of(type, calendar)
        while part.first(calendar) <= self.last(calendar):
            found.append(part)
            part = part.shifted(1)
        if not found or found[-1].last(calendar) != self.last(calendar):
            return []
        return found

    def first_of(self, type, calendar=None):
        return Period("day", day=self.first(calendar)) if type == "day" else Period(type, self.months)

    def sort_key(self, calendar=None):
        """Ordering is by end, then length."""
        return (self.last(calendar), self.days(calendar))


class Unit:
    """One life of a unit: level, code and validity together are its identity."""

    def __init__(self, record, place):
        self.record, self.place = record, place
        self.code, self.level, self.name = record["code"], record["level"], record["name"]
        self.opens, self.closes = date(record.get("from"), ALWAYS), date(record.get("to"), FOREVER + DAY)
        self.parents = []  # (unit, from, to)
        self.children = []

    def lives(self, day):
        return self.opens <= day < self.closes

    def attribute(self, name, day):
        given = self.record.get("attributes") or {}
        if isinstance(given, dict):
            return given.get(name)
        for item in given:
            if item["name"] == name and date(item.get("from"), ALWAYS) <= day < date(item.get("to"), FOREVER + DAY):
                return item["value"]
        return None

    def parent(self, day):
        for unit, opens, closes in self.parents:
            if opens <= day < closes:
                return unit
        return None

    def __repr__(self):
        return f"{self.level}/{self.code}@{self.opens}"


class Structure:
    """All lives of all units, and who was under whom on any day."""

    def __init__(self, plan):
        self.levels = [level["code"] for level in plan["levels"]]
        self.units = [Unit(record, place) for place, record in enumerate(plan["units"])]
        for unit in self.units:
            listed = unit.record.get("parents") or [{"parent": above} for above in [unit.record.get("parent")] if above]
            for item in listed:
                opens = max(unit.opens, date(item.get("from"), ALWAYS))
                closes = min(unit.closes, date(item.get("to"), FOREVER + DAY))
                unit.parents.append((self.find(item["parent"], opens), opens, closes))
        self.successions = []  # (unit, successor, on, record)
        for record in plan.get("successions", []):
            on = date(record["on"], None)
            self.successions.append((self.find(record["unit"], on - DAY), self.find(record["successor"], on), on, record))

    def find(self, reference, day):
        """`code`, `level/code` or `level/code@DATE`: the only one, else the only one of those that live on the day."""
        text, _, at = reference.partition("@")
        level, _, code = text.rpartition("/")
        fits = [unit for unit in self.units if unit.code == code and level in ("", unit.level)]
        if at:
            day = date(at, None)
        if len(fits) > 1 or at:
            fits = [unit for unit in fits if unit.lives(day)]
        assert len(fits) == 1, (reference, day, fits)
        return fits[0]

    def shortest_reference(self, unit):
        same_code = [other for other in self.units if other.code == unit.code]
        same_level = [other for other in same_code if other.level == unit.level]
        if len(same_code) == 1:
            return unit.code
        if len(same_level) == 1:
            return f"{unit.level}/{unit.code}"
        day = unit.opens if "from" in unit.record else unit.closes - DAY
        return f"{unit.level}/{unit.code}@{day.isoformat()}"

    def children(self, unit, day):
        return [other for other in self.units if other.lives(day) and other.parent(day) is unit]

    def below(self, unit, day):
        """The unit and all that are under it on the day."""
        found = [unit]
        for child in self.children(unit, day):
            found += self.below(child, day)
        return found

    def above(self, unit, day):
        """The unit and all that it is under on the day, lowest first."""
        found = []
        while unit is not None:
            found.append(unit)
            unit = unit.parent(day)
        return found
