"""The rules T1 to T10 by definition: where every target of a plan stands on a day, from the figures of rules.py."""
import copy
import math
from fractions import Fraction

import progress
from progress import Fault, Found, Path, Rule, Wanted, no_data, wanted
from rules import ESTIMATES, Oracle, decimal, weakest
from structure import DAY, FOREVER, Period, date

CONDITIONS = ("at_least", "above", "at_most", "below", "between", "about", "exactly", "grade_at_least")
FORMS = CONDITIONS + ("maintain", "multiple_of_baseline", "change_per_year", "average_per_year", "total", "each_year", "done",
                      "qualitative")
OVER_YEARS = ("average_per_year", "total", "each_year")
WORST_FIRST = ("missed", "off_track", "behind", "nearly_met", "not_rated", "no_data", "on_track", "met_early", "met",
               "exceeded_early", "exceeded")
HEADLINE = ("exceeded", "met", "on_track", "nearly_met", "behind", "off_track", "missed", "no_data", "not_rated")
STEPS = ("done", "qualitative", "grade_at_least")
UNRATED = ("judged_by_people", "unit_closed")  # whatever figures may come
BEST_FIRST = ("exceeded", "exceeded_early", "met", "met_early", "on_track", "nearly_met", "behind", "off_track", "missed", "no_data",
              "not_rated")
PLAIN = {"exceeded_early": "exceeded", "met_early": "met"}
OF_THE_WAY = ("on_track", "behind", "off_track")
OF_THE_END = ("exceeded", "met", "nearly_met", "missed")


DONE = Wanted(Fraction(1), Fraction(1), 0)


class Figure:
    """A unit's figure of a period, and what must be told of it."""

    def __init__(self, period, shown, thin):
        self.period, self.thin = period, thin
        self.value, self.reporting, self.owed, self.status = shown.value, shown.reporting, shown.owed, shown.status
        self.flags = set(shown.flags) - {"below_min_coverage"}
        self.low, self.high = shown.low, shown.high
        self.text, self.ends = None, None  # of a qualified figure: as it was reported, and where what it allows begins and ends


LITTLE, ENDLESS = Fraction(1, 10**9), Fraction(10**15)


def allowed(text):
    """(the bound itself, where what it allows begins, where it ends) of a bound or a range."""
    if ".." in text:
        low, high = (decimal(end) for end in text.split(".."))
        return low, low, high
    bound = decimal(text.lstrip("<>="))
    side = 1 if text.startswith(">") else -1
    return bound, bound if "=" in text else bound + side * LITTLE, bound + side * ENDLESS


class Target:
    """A row of the plan's targets, with what it leaves out."""

    def __init__(self, record, review, around=None):
        inherited = {name: value for name, value in (around.record if around else {}).items()
                     if name not in ("parts", "parts_count", "code", "replaces", "published")}
        self.record = {**inherited, **record}
        self.resolution = review.resolutions[self.record["resolution"]]
        self.indicator = review.oracle.indicators[self.record["indicator"]]
        self.by = Period.parse(self.record.get("by", self.resolution["to"]))
        self.unit = review.structure.find(self.record["unit"], self.by.last())
        self.form = next((form for form in FORMS if form in self.record), None)
        self.code = self.record.get("code") or f"{self.record['unit']}:{self.record['indicator']}:{self.resolution['code']}:{self.by}"
        self.parts = []
        for n, part in enumerate(self.record.get("parts", []), 1):
            self.parts.append(Target({"code": f"{self.code}.{n}", **part}, review, self))
        rules = (review.plan, self.resolution, self.record)
        members = {name: value for rule in rules for name, value in rule.get("rating_rule", {}).items()}
        self.rule = Rule(members, self.indicator.get("decimals", 0))
        self.direction = self.indicator.get("direction", "none")
        self.adopted = date(self.record.get("adopted") or self.resolution.get("adopted"), None)
        goal = next((one for one in self.resolution.get("goals", []) if one["code"] == self.record.get("goal")), {})
        self.field = goal.get("field") or self.indicator.get("field")

    def baseline(self):
        """(period, given value) or None (T3)."""
        given = self.record.get("baseline", {})
        period = given.get("period") or self.resolution.get("baseline")
        if not period:
            return None
        value = given.get("value")
        return Period.parse(period), None if value is None else decimal(value)

    def first_year(self):
        """The yearly forms begin after the baseline's year, or with the resolution (T6)."""
        baseline = self.baseline()
        if baseline:
            return baseline[0].containing("year").shifted(1)
        return Period.parse(self.resolution["from"])


def clock(period):
    """Where the period ends, in months."""
    after = period.shifted(1)
    return after.months


class Review:
    def __init__(self, plan, rows, as_of, as_known=None, forecast=False):
        self.plan, self.as_of, self.forecast = plan, date(as_of, None), forecast
        self.oracle = Oracle(plan, rows, as_known or as_of)
        self.structure = self.oracle.structure
        self.resolutions = {one["code"]: one for one in plan["resolutions"]}
        self.fields = [one["code"] for one in plan.get("fields", [])]
        # In the order of the day's structure, which is the plan's here; those that have closed behind.
        units = sorted(self.structure.units, key=lambda unit: not unit.lives(self.as_of))
        self.units = [self.structure.shortest_reference(unit) for unit in units]
        self.targets = [Target(record, self) for record in plan["targets"]]
        known = min(self.as_of, date(as_known, FOREVER))  # R9: targets are known from the day they were adopted
        self.adopted = [target for target in self.targets if target.adopted is None or target.adopted <= known]
        replaced = {target.record.get("replaces") for target in self.adopted}
        self.standing = [target for target in self.adopted if target.code not in replaced]

    # ---- Rows ----

    def rows(self):
        """{code of the target: its row}."""
        found = {}
        for target in self.standing:
            if target.record.get("parts_count") == "together":
                row = min((self.row(part) for part in target.parts), key=lambda one: WORST_FIRST.index(one["rating"]))
                row = self.with_published({**row, "target_code": target.code, "by": str(target.by)}, target)
                found[target.code] = row
            elif target.parts:
                found.update({part.code: self.row(part) for part in target.parts})
            else:
                found[target.code] = self.row(target)
        return found

    def row(self, target):
        self.flags, self.unsure_flags = set(), set()
        found, actual, baseline = self.rate(target)
        final = found.final or (actual and self.ended(target, actual))
        if self.over(target) and found.reason not in UNRATED and not final:
            found.rating, found.reason, found.regression = "no_data", "final_figure_missing", False
            self.flags.discard("coverage_could_change_it")
        form = target.form
        row = {"unit": self.structure.shortest_reference(target.unit), "indicator": target.record["indicator"],
               "resolution": target.resolution["code"], "form": form, "target_code": target.code, "by": str(target.by),
               "assigned_by": target.record.get("assigned_by", ""), "rating": found.rating, "reason_code": found.reason,
               "method": "path", "score": None, "class": "",
               "baseline_period": str(baseline[0]) if baseline else "", "baseline": baseline and baseline[1],
               "actual_period": str(actual.period) if actual else "", "actual": found.actual,
               "actual_status": actual.status if actual else "",
               "coverage": Fraction(actual.reporting, actual.owed) if actual and actual.owed else None,
               "expected": found.expected, "target": found.target, "achieved_percent": found.achieved,
               "of_target_percent": found.of_target, "pace": found.pace, "required_pace": found.required,
               "acceleration": found.acceleration(), "gap": found.gap, "ratio": found.progress,
               "projected": None, "projected_low": None, "projected_high": None, "projection_method": "", "chance": ""}
        grades = target.indicator.get("grades")
        for column in ("baseline", "actual") if grades else ():
            row[column] = None if row[column] is None else grades[int(row[column])]
        if grades and row["target"]:
            row["target"] = grades[int(row["target"][0])]
        row["unsure"], row["unsure_flags"] = found.unsure, self.unsure_flags | {"revised"}
        if actual and not target.indicator.get("grades") and (target.form not in OVER_YEARS + STEPS or self.average_of_level(target)):
            self.look_ahead(target, row, found.aim, baseline, actual)
        if actual:
            self.flags |= actual.flags & {"partial", "estimate", "mixed_vintage", "unpaired", "qualified"}
            self.flags |= {"forecast"} if actual.period.last() > self.as_of else set()
            self.flags |= {"definition_changed"} if self.definition_changed(target, baseline, actual) else set()
        self.flags |= {"regression"} if found.regression else set()
        self.flags |= {"adjusted"} if "replaces" in target.record else set()
        self.flags |= {"unit_closed"} if self.closed(target) else set()
        row["flags"] = self.flags
        return self.with_published(row, target)

    def look_ahead(self, target, row, aim, baseline, actual):
        """The line through the figures from the baseline to the actual: of a level those of its own frequency, else years."""
        if self.ended(target, actual) or self.over(target) or self.closed(target):
            return
        type = target.indicator["frequency"] if self.level(target.record["indicator"]) else target.by.type
        points = [(baseline[0], baseline[1])] if baseline else []
        for period in reversed(self.periods(target, type, self.after(target))):
            figure = self.figure(target, period) if period.last() <= actual.period.last() else None
            if figure and figure.ends:  # no bounds, say the pages, and of the actual that the weaker of what it allows is taken
                row["unsure"] |= {"projected", "projected_low", "projected_high", "projection_method", "chance"}
            if figure and not figure.thin and not figure.ends:
                points.append((period, figure.value))
        found = progress.outlook([(Fraction(clock(period), 12), value) for period, value in points], Fraction(clock(target.by), 12))
        if found:
            row["projected"], row["projected_low"], row["projected_high"] = found
            row["projection_method"] = "least_squares"
            row["chance"] = progress.chance(found, aim, target.rule.places) if aim else None
            if row["chance"] is None:
                row["unsure"].add("chance")

    def with_published(self, row, target):
        known = [one for one in target.record.get("published", [])
                 if date(one.get("on"), target.by.last()) <= self.as_of]
        latest = max(known, key=lambda one: date(one.get("on"), target.by.last()), default=None)
        row["flags"] = row["flags"] - {"published_differs"}
        row["published"] = (latest.get("rating") or latest.get("words")) if latest else ""
        if latest and "rating" in latest and self.verdicts_differ(latest["rating"], row):
            row["flags"] = row["flags"] | {"published_differs"}
        return row

    @staticmethod
    def verdicts_differ(published, row):
        """What was said on the way is not held against the end; `missed` said on the way is off track (T9)."""
        ended = row["rating"] in OF_THE_END or row["reason_code"] == "final_figure_missing"
        if row["rating"] == "not_rated" or (published in OF_THE_WAY and ended):
            return False
        plain = {**PLAIN, "missed": "off_track"}
        return plain.get(published, published) != plain.get(row["rating"], row["rating"])

    def definition_changed(self, target, baseline, actual):
        if not baseline and not (target.form in OVER_YEARS and not self.average_of_level(target)):
            return False
        before = baseline[0].last() if baseline else target.first_year().last()
        return any(before < Period.parse(one).first() <= actual.period.last()
                   for one in target.indicator.get("breaks", []))

    def closed(self, target):
        return target.unit.closes <= min(self.as_of, target.by.last())

    # ---- Figures (T2) ----

    def measured_at(self, target):
        """The unit whose figures rate it: its counterpart where only the other tree measures the indicator (T1)."""
        measured = [item if isinstance(item, str) else item["level"] for item in target.indicator.get("measured_at", [])]
        tree = self.structure.below(self.structure.above(target.unit, self.as_of)[-1], self.as_of)
        if "counterpart" in target.unit.record and not any(unit.level in measured for unit in tree):
            return self.structure.find(target.unit.record["counterpart"], target.by.last())
        return target.unit

    def figure(self, target, period):
        """None: nothing is known, or the unit is not there."""
        unit, code = self.measured_at(target), target.record["indicator"]
        if not unit.lives(period.last()):
            return None
        shown = copy.copy(self.oracle.shown(code, unit, period))
        shown.flags = set(shown.flags)
        self.oracle.flag_coverage(code, shown)
        row = self.oracle.row(code, unit, period)
        if row and row.qualified and not row.text.startswith("~"):
            return self.qualified(target, period, row, shown)
        if shown.value is None or (period.last() > self.as_of and "partial" in shown.flags):
            return None
        hand = shown.hand or self.oracle.handed(code, unit, period)
        if period.type == self.oracle.indicators[code]["frequency"]:
            shown.low, shown.high = self.oracle.bounds(code, shown, hand)
        elif shown.reporting < shown.owed:  # what a part of a unit's longer period could have been rules.py does not tell
            self.unsure_flags.add("coverage_could_change_it")
        found = Figure(period, shown, "below_min_coverage" in shown.flags)
        found.text = row.text if row and row.qualified else None
        return found

    @staticmethod
    def qualified(target, period, row, shown):
        """What a unit reported of itself as a bound or a range (T8)."""
        found = Figure(period, shown, False)
        found.value, begin, end = allowed(row.text)
        found.text, found.ends = row.text, (begin, end)
        found.reporting = found.owed = 1
        found.status, found.flags = row.status, {"qualified"} | ({"estimate"} if row.status in ESTIMATES else set())
        return found

    def level(self, code):
        indicator = self.oracle.indicators[code]
        if indicator["rule"] in ("ratio", "weighted_mean"):
            return all(self.level(side) if side != code else indicator.get("time") == "last"
                       for side in self.oracle.sides(indicator))
        return indicator.get("time") == "last"

    def usable(self, period, target=None):
        """It ended by the day; with a forecast, or it still runs."""
        if target and target.form in OVER_YEARS + ("done",) and period.last() > target.by.last():
            return False  # what comes after the end of `by` is not of the term
        return period.last() <= self.as_of or (self.forecast and period.first() <= self.as_of)

    def periods(self, target, type, after):
        """Those that may give an actual, latest first."""
        period = Period("day", day=self.as_of).containing(type)
        found = []
        while period.last() > after:
            if self.usable(period, target):
                found.append(period)
            period = period.shifted(-1)
        return found

    def after(self, target):
        """Only figures of periods that end after this day count."""
        baseline = target.baseline()
        if baseline:
            return baseline[0].last()
        return Period.parse(target.resolution["from"]).first() - DAY

    def latest(self, target, type, after):
        """(the latest figure that counts, whether a thin one was passed over)."""
        thin = False
        for period in self.periods(target, type, after):
            found = self.figure(target, period)
            if found and not found.thin:
                return found, thin
            thin |= found is not None
        return None, thin

    def baseline(self, target):
        """(period, value) or None; its flags are told by rate()."""
        told = target.baseline()
        if not told:
            return None
        period, value = told
        if value is None:
            measured = self.figure(target, period)
            value = measured.value if measured else None
        return None if value is None else (period, value)

    def baseline_flags(self, target):
        period, given = target.baseline()
        measured = self.figure(target, period)
        if given is None and measured.thin:
            self.flags.add("below_min_coverage")
        places = target.rule.places
        if given is not None and measured and given not in (measured.value, progress.rounded(measured.value, places)):
            self.flags.add("baseline_differs")

    # ---- Ratings ----

    def rate(self, target):
        """(what is found, the actual, the baseline that is shown)."""
        if self.closed(target) and target.record.get("on_close") == "void":
            return Found(rating="not_rated", reason="unit_closed", target=self.plain_target(target)), None, None
        if target.form == "qualitative":
            return Found(rating="not_rated", reason="judged_by_people"), None, None
        if target.form in OVER_YEARS and not self.average_of_level(target):
            return getattr(self, target.form)(target)
        return self.end_value(target)

    def average_of_level(self, target):
        return target.form == "average_per_year" and target.record["average_per_year"].get("of") == "level"

    def ended(self, target, actual):
        return actual.period.last() >= target.by.last() and not self.closed(target)

    def over(self, target):
        return self.as_of > target.by.last() and not self.closed(target)

    def plain_target(self, target):
        """The value to reach, of forms that need nothing else to tell it."""
        if target.form in OVER_YEARS and not self.average_of_level(target):
            return wanted(target.record[target.form], target.direction).shown
        return wanted(target.record, target.direction).shown if target.form in CONDITIONS else None

    def aim(self, target, baseline):
        """What is wanted of a form of the end value (T4); None where it needs a baseline and there is none."""
        record, form, side = target.record, target.form, {"increase": 1, "decrease": -1}.get(target.direction, 0)
        if form in CONDITIONS:
            return wanted(record, target.direction)
        if baseline is None:
            return None
        period, value = baseline
        if form == "maintain":
            return Wanted(value, value, side)
        years = Fraction(clock(target.by) - clock(period), 12)
        if form == "multiple_of_baseline":
            end = value * decimal(record[form])
            return Wanted(end, end, side)
        if form == "change_per_year":
            end = value + decimal(record[form]) * years
            return Wanted(end, end, side)
        if value <= 0:
            raise Fault("zero_base" if value == 0 else "sign_change")
        return wanted(record[form], target.direction).moved(lambda end: value * progress.power(1 + end / 100, years))

    def kind_of_path(self, target):
        if "trajectory" in target.record:
            return target.record["trajectory"]
        return "milestones" if target.record.get("milestones") else "compound" if self.average_of_level(target) else "linear"

    def path(self, target, baseline, goal, start, end):
        kind = self.kind_of_path(target)
        if kind == "compound":
            return Path(kind, [(start, baseline), (end, goal)])
        between = []
        if kind == "milestones":
            between = sorted((clock(Period.parse(one["period"])), decimal(one["value"])) for one in target.record["milestones"])
        return Path(kind, [(start, baseline)] + [one for one in between if start < one[0] < end] + [(end, goal)])

    def end_value(self, target):
        if target.form == "done" or target.indicator.get("grades"):
            return self.without_distances(target)
        own = target.indicator["frequency"]
        type = own if self.level(target.record["indicator"]) else target.by.type
        actual, thin = self.latest(target, type, self.after(target))
        baseline = self.baseline(target)
        if baseline:
            self.baseline_flags(target)
        try:
            aim = self.aim(target, baseline)
        except Fault as fault:
            if not actual:
                return no_data("below_min_coverage" if thin else "no_measurement", final=thin), None, baseline
            return Found(rating="not_rated", reason=str(fault), actual=self.bad_end(target, actual)), actual, baseline
        shown = aim.shown if aim else None
        if not actual:
            reason = "no_baseline" if not aim and not (thin and self.over(target)) else \
                "below_min_coverage" if thin else "no_measurement"
            return no_data(reason, target=shown, final=thin), None, baseline
        found = self.at(target, aim, baseline, actual, actual.value)
        if actual.ends:
            found, actual = self.weaker(target, aim, baseline, actual, found)
        found.aim = aim
        if aim and actual and actual.low is not None and actual.reporting < actual.owed:
            ends = [self.at(target, aim, baseline, actual, end) for end in (actual.low, actual.high)]
            if any(one.rating != found.rating for one in ends):
                self.flags.add("coverage_could_change_it")
        return found, actual, baseline

    def weaker(self, target, aim, baseline, actual, found):
        """A verdict on which all that is allowed agrees, else the weaker one; none where the bad side has no end (T8)."""
        begin, end = (self.at(target, aim, baseline, actual, value) for value in actual.ends)
        alike = begin.rating == end.rating or (self.over(target) and not self.ended(target, actual))
        worse = not alike and BEST_FIRST.index(end.rating) > BEST_FIRST.index(begin.rating)
        if ".." in actual.text:
            return (end if worse or (alike and self.less(target, end, begin)) else begin), actual
        if worse:
            return no_data("qualified_figure", target=aim.shown, final=True), None
        if not alike or begin.rating == end.rating:
            found.rating, found.reason, found.regression = begin.rating, begin.reason, begin.regression
        return found, actual

    @staticmethod
    def bad_end(target, actual):
        return actual.ends[1] if actual.ends and ".." in actual.text and target.direction == "decrease" else actual.value

    @staticmethod
    def less(target, end, begin):
        """Of two ends that are called alike the one with less progress is the weaker, and else the bad one."""
        if None in (begin.progress, end.progress) or begin.progress == end.progress:
            return target.direction == "decrease"
        return end.progress < begin.progress

    def without_distances(self, target):
        """Done or not, and grades: never nearly, and before the end either there, kept, lost, worse or not rated."""
        actual, thin = self.latest(target, target.indicator["frequency"], self.after(target))
        baseline = self.baseline(target)
        if baseline:
            self.baseline_flags(target)
        if not actual:
            aim = self.grade_aim(target, baseline)
            shown = aim.shown if aim and target.form != "done" else None
            reason = "no_baseline" if not aim and not (thin and self.over(target)) else \
                "below_min_coverage" if thin else "no_measurement"
            return no_data(reason, final=thin, target=shown), None, baseline
        found = Found(actual=actual.value)
        aim = self.grade_aim(target, baseline)
        if aim is None:
            return no_data("no_baseline", actual=actual.value), actual, None
        ended, held = self.ended(target, actual), aim.holds(actual.value)
        worse = baseline is not None and not held and actual.value < baseline[1]
        found.target = aim.shown if target.form != "done" else None
        if held and (ended or not baseline or not aim.holds(baseline[1])):
            progress.say_reached(found, aim, target.rule, actual.value, ended)
        elif ended:
            found.rating, found.reason, found.regression = "missed", "not_reached", worse
        elif baseline and aim.holds(baseline[1]):
            found.rating, found.reason = ("on_track", "baseline_kept") if held else ("off_track", "baseline_lost")
            found.regression = worse
        elif target.form == "done":
            found.rating, found.reason = "not_rated", "not_due_yet"
        elif worse:
            found.rating, found.reason, found.regression = "off_track", "worse_than_baseline", True
        else:
            found.rating, found.reason = "not_rated", "level_not_comparable"
        return found, actual, baseline

    def grade_aim(self, target, baseline):
        """A grade is its place in the list, the worst 0; done is done."""
        if target.form == "done":
            return DONE
        if target.form == "maintain":
            return Wanted(baseline[1], baseline[1], 1) if baseline else None
        at = Fraction(target.indicator["grades"].index(target.record["grade_at_least"]))
        return Wanted(at, at, 1)

    def at(self, target, aim, baseline, actual, value):
        """What is found where the actual is this value."""
        if aim is None:
            return no_data("no_baseline", actual=value)
        start = clock(baseline[0]) if baseline else None
        now, end = clock(actual.period), clock(target.by)
        level = baseline[1] if baseline else None
        goal = aim.leads_to(level) if not self.average_of_level(target) else aim.to_reach()
        path = self.path(target, level, goal, start, end) if baseline and goal is not None else None
        ended = self.ended(target, actual)
        if self.average_of_level(target) and value <= 0:
            return Found(rating="not_rated", reason="sign_change", actual=value, target=aim.shown)
        found = progress.end_value(aim, target.rule, level, value, path, goal,
                                   self.kind_of_path(target) == "compound", (start, now, end), ended)
        if self.average_of_level(target):
            self.rate_average_of_level(target, found, aim, level, value, (now - start), ended)
        return found

    def rate_average_of_level(self, target, found, aim, level, value, months, ended):
        """Its growth so far against the wanted growth (T6, T7)."""
        try:
            so_far = progress.growth(level, value, Fraction(months, 12))
        except Fault as fault:
            found.rating, found.reason = "not_rated", str(fault)
            return
        wished = wanted(target.record["average_per_year"], target.direction)
        rule = target.rule
        found.progress, found.regression = progress.against(wished, rule.shown(so_far, 2)), False
        progress.rate_average(found, rule.seen(wished, 2), rule, rule.shown(so_far, 2), ended)

    # ---- Over the term (T6) ----

    def years(self, target):
        """[(year, figure or None)] of those of the term that are over, through the latest with a figure that counts."""
        found, year = [], target.first_year()
        last = target.by.containing("year")
        while year.last() <= last.last() and self.usable(year):
            found.append((year, self.weighed(target, self.figure(target, year))))
            year = year.shifted(1)
        self.open_year = None  # the latest, where it leaves the verdict open
        while found and self.is_gap(found[-1][1]):
            if found[-1][1] and found[-1][1].ends and not self.open_year:
                self.open_year, self.open_reason = found[-1][0], self.incomplete(found)
            found.pop()
        return found

    @staticmethod
    def is_gap(figure):
        return figure is None or figure.thin or figure.value is None

    def weighed(self, target, figure):
        """A year's bound or range: of a yearly condition the end that is rated worse, if there is one; else a gap (T8)."""
        if not figure or not figure.ends:
            return figure
        found = copy.copy(figure)
        found.value, found.bound = None, figure.value
        if target.form == "each_year":
            aim, rule = wanted(target.record["each_year"], target.direction), target.rule
            seen = rule.seen(aim)
            words = [rule.word(seen, rule.shown(end))[0] if seen.holds(rule.shown(end)) else "missed"
                     for end in (*figure.ends, figure.value)]
            second = BEST_FIRST.index(words[1]) > BEST_FIRST.index(words[0])
            if not second or ".." in figure.text:
                found.value = figure.value if not second and words[2] == words[0] else figure.ends[second]
        return found

    def passed_over(self, target):
        year, thin = target.first_year(), False
        while year.last() <= target.by.last() and self.usable(year):
            figure = self.figure(target, year)
            thin |= bool(figure and figure.thin)
            year = year.shifted(1)
        return thin

    def incomplete(self, years):
        """The reason where a year lacks a figure that counts: the first such year's."""
        lacking = [figure for _, figure in years if self.is_gap(figure)]
        if not lacking:
            return None
        first = lacking[0]
        return "year_missing" if not first else "qualified_figure" if first.ends else "below_min_coverage"

    def nothing(self, target, years, shown):
        if not years:
            thin = self.passed_over(target)
            return no_data("below_min_coverage" if thin else "no_measurement", target=shown, final=thin), None, None
        return None

    def average_per_year(self, target):
        aim = wanted(target.record["average_per_year"], target.direction)
        years = self.years(target)
        nothing = self.nothing(target, years, aim.shown)
        if nothing:
            return nothing
        incomplete = self.incomplete(years)
        if incomplete:
            final = years[-1][0].last() >= target.by.last()
            return no_data(incomplete, target=aim.shown, final=final), None, None
        figures = [figure for _, figure in years]
        last = self.all_of(figures)
        return self.with_bounds(figures, lambda rates: self.average_so_far(target, aim, rates, last)), last, None

    def average_so_far(self, target, aim, rates, last):
        if not self.arithmetic(target) and any(rate <= -100 for rate in rates):
            return Found(rating="not_rated", reason="sign_change", target=aim.shown)
        value = self.average_of(target, rates)
        found = progress.average(aim, target.rule, value, self.ended(target, last))
        found.pace = value
        found.required = self.required_rate(target, found.expected, rates)
        return found

    def with_bounds(self, figures, rated):
        """What is found of the values; flagged where the least or the most that could be would be rated otherwise (R11, T8)."""
        found = rated([figure.value for figure in figures])
        if any(figure.reporting < figure.owed and figure.low is not None for figure in figures):
            for end in ("low", "high"):
                other = rated([figure.value if getattr(figure, end) is None else getattr(figure, end) for figure in figures])
                if other.rating != found.rating:
                    self.flags.add("coverage_could_change_it")
        return found

    @staticmethod
    def arithmetic(target):
        return target.record["average_per_year"].get("mean") == "arithmetic"

    def average_of(self, target, rates):
        if self.arithmetic(target):
            return sum(rates) / len(rates)
        product = math.prod(1 + rate / 100 for rate in rates)
        return 100 * (progress.power(product, Fraction(1, len(rates))) - 1)

    def required_rate(self, target, wish, rates):
        """What each year left has to grow by."""
        many = (clock(target.by) - clock(target.first_year())) // 12 + 1
        left = many - len(rates)
        if left <= 0 or wish is None:
            return None
        if self.arithmetic(target):
            return (wish * many - sum(rates)) / left
        product = math.prod(1 + rate / 100 for rate in rates)
        return 100 * (progress.power((1 + wish / 100) ** many / product, Fraction(1, left)) - 1)

    def each_year(self, target):
        condition = target.record["each_year"]
        if isinstance(condition, dict) and "grade_at_least" in condition:
            condition = {"at_least": target.indicator["grades"].index(condition["grade_at_least"])}
        aim = wanted(condition, target.direction)
        years = self.years(target)
        nothing = self.nothing(target, years, aim.shown)
        if nothing and self.open_year:
            final = self.open_year.last() >= target.by.last()
            return no_data(self.open_reason, target=aim.shown, final=final), None, None
        if nothing:
            return nothing
        figures = [figure for _, figure in years if not self.is_gap(figure)]
        last = self.all_of(figures)
        incomplete = self.open_reason if self.open_year else self.incomplete(years)
        return self.with_bounds(figures, lambda values: self.every_year(target, aim, values, incomplete, last)), last, None

    def every_year(self, target, aim, values, incomplete, last):
        rule, ended = target.rule, self.ended(target, last)
        if self.open_year and self.open_year.last() >= target.by.last() and not self.closed(target):
            ended = True
        seen, shown = rule.seen(aim), [rule.shown(value) for value in values]
        found = Found(target=aim.shown, actual=values[-1], final=ended)
        if last.ends and values[-1] == last.value and ".." not in last.text:
            found.actual = last.bound
            found.unsure |= {"of_target_percent"} if last.bound != last.value else set()
        goal = aim.to_reach() if aim.way or aim.low == aim.high else None
        if goal and not target.indicator.get("grades"):
            found.of_target = 100 * values[-1] / goal
        held = [seen.holds(value) for value in shown]
        found.progress = Fraction(sum(held), len(held))
        if not all(held):
            found.rating, found.reason = ("missed", "year_failed") if ended else ("off_track", "cannot_be_met_any_more")
        elif incomplete:
            found.rating, found.reason = "no_data", incomplete
        elif not ended:
            found.rating, found.reason = "on_track", "every_year_held"
        else:
            words = [rule.word(seen, value) for value in shown]
            found.rating = "exceeded" if all(word == "exceeded" for word, _ in words) else "met"
            found.reason = "every_year_beyond" if all(past for _, past in words) else "every_year_held"
        return found

    def total(self, target):
        aim = wanted(target.record["total"], target.direction)
        start, end = clock(target.first_year().shifted(-1)), clock(target.by)
        sums, missing, seen = self.running(target)
        if not sums:
            reason = "below_min_coverage" if seen else "no_measurement"
            return no_data(reason, target=aim.shown, final=seen), None, None
        actual = self.all_of(sums)
        actual.period = actual.period.parts(target.indicator["frequency"])[-1]
        never_negative = self.never_negative(target.record["indicator"])
        if missing:
            found = self.with_bounds(sums, lambda values: self.incomplete_total(target, aim, sum(values), actual, never_negative))
            return found, actual if found.actual is not None else None, None
        path, clocks = self.path_of_total(target, aim, start, end), (start, clock(sums[-1].period), end)
        ended = self.ended(target, actual)
        return self.with_bounds(sums, lambda values: progress.total(
            aim, target.rule, sum(values), path, clocks, ended, never_negative)), actual, None

    def never_negative(self, code):
        """What no report of any unit says, bounds included."""
        return not any("-" in row.text for (other, _, _), rows in self.oracle.rows.items() if other == code for row in rows)

    @staticmethod
    def all_of(figures):
        """What is told of several figures together."""
        found = copy.copy(figures[-1])
        found.reporting, found.owed = sum(one.reporting for one in figures), sum(one.owed for one in figures)
        found.flags = set().union(*(one.flags for one in figures))
        found.status = weakest([one.status for one in figures if one.status])
        return found

    def incomplete_total(self, target, aim, value, actual, never_negative):
        """With a year missing it can only be met already, or past its cap (T6)."""
        passed = never_negative and aim.way < 0 and not aim.holds(value)
        reached = never_negative and aim.way > 0 and target.rule.seen(aim).holds(target.rule.shown(value))
        if not passed and not reached:
            return no_data(self.missing_year(target), target=aim.shown, final=self.ended(target, actual))
        found = Found(target=aim.shown, actual=value)
        goal = aim.to_reach()
        found.of_target = 100 * value / goal if goal else None
        ended = self.ended(target, actual)
        if passed:
            found.rating, found.reason = ("missed", "not_reached") if ended else ("off_track", "cannot_be_met_any_more")
        else:
            progress.say_reached(found, target.rule.seen(aim), target.rule, target.rule.shown(value), ended)
        return found

    def amount(self, target, period):
        """A bound is no term of a sum (T8)."""
        found = self.figure(target, period)
        return None if found and found.ends else found

    def missing_year(self, target):
        """Why the first year without an amount has none."""
        year = target.first_year()
        while self.amount(target, year):
            year = year.shifted(1)
        figure = self.figure(target, year)
        return "qualified_figure" if figure and figure.ends else "year_missing"

    def running(self, target):
        """(what is added up, whether a year is missing in it, whether anything was seen): to the end of the latest period of the
        indicator's own frequency that has a figure and up to which the sum has its coverage (T2, T6)."""
        type, seen = target.indicator["frequency"], False
        for end in self.periods(target, type, target.first_year().first() - DAY):
            year = end.containing("year")
            whole = self.amount(target, year) if year.last() == end.last() else None
            if not self.amount(target, end) and not (whole and "partial" not in whole.flags):
                continue
            seen = True
            steps = self.up_to(target, end)
            if self.covered(target, steps):
                if type != "year" and any(one and one.reporting < one.owed for one in steps):
                    self.unsure_flags.add("partial")  # of what is partial in a year and thin in each part of it
                return self.added_up(steps), None in steps, True
        return [], False, seen

    def up_to(self, target, end):
        """Each year by its own figure, or its parts; the last one by its parts where some are missing. None: a missing year."""
        steps, year, type = [], target.first_year(), target.indicator["frequency"]
        while year.first() <= end.last():
            over = year.last() <= end.last()
            figure = self.amount(target, year) if over else None
            partial = figure and "partial" in figure.flags and type != "year" and year.contains(end)
            if figure and not partial:
                steps.append(figure)
            else:
                parts = [part for part in year.parts(type) if type != "year" and part.last() <= end.last()]
                given = [self.amount(target, part) or self.absent(target, part) for part in parts]
                steps += given if any(one.value is not None for one in given) else [None]
            year = year.shifted(1)
        return steps

    @staticmethod
    def added_up(steps):
        """A part without a figure makes the sum partial, and owes."""
        there = [one for one in steps if one]
        sums = [one for one in there if one.value is not None]
        if len(sums) < len(there):
            sums = [copy.copy(one) for one in sums]
            sums[-1].owed += sum(one.owed for one in there if one.value is None)
            sums[-1].flags = sums[-1].flags | {"partial"}
        return sums

    def absent(self, target, period):
        return Figure(period, self.oracle.shown(target.record["indicator"], self.measured_at(target), period), False)

    @staticmethod
    def covered(target, figures):
        there = [one for one in figures if one]
        minimum = decimal(target.indicator.get("min_coverage", "0.9"))
        return sum(one.reporting for one in there) >= minimum * sum(one.owed for one in there)

    def path_of_total(self, target, aim, start, end):
        goal = aim.to_reach() if aim.way else aim.leads_to(Fraction(0))
        points, so_far = [(start, Fraction(0))], Fraction(0)
        for quota in target.record.get("quotas", []):
            so_far += decimal(quota["value"])
            at = clock(Period.parse(quota["period"]))
            if at < end:
                points.append((at, so_far))
        return Path("linear", points + [(end, goal if goal is not None else Fraction(0))])

    # ---- The headline (T10) ----

    def summary(self, rows):
        """[(unit, resolution, field, {word: how many})]: by resolution, its unit first; all, then by field."""
        fields = {target.code: target.field for target in self.all_targets()}
        found = []
        for code, resolution in self.resolutions.items():
            mine = [row for row in rows.values() if row["resolution"] == code]
            adopting = self.structure.find(resolution["unit"], Period.parse(resolution["to"]).last())
            first = self.structure.shortest_reference(adopting)
            for unit in [first] + [one for one in self.units if one != first]:
                here = [row for row in mine if row["unit"] == unit]
                if not here:
                    continue
                found.append((unit, code, "all", self.counted(here)))
                for field in self.fields + [None]:
                    some = [row for row in here if fields[row["target_code"]] == field]
                    if some:
                        found.append((unit, code, field or "", self.counted(some)))
        return found

    def all_targets(self):
        return [one for target in self.targets for one in [target, *target.parts]]

    @staticmethod
    def counted(rows):
        words = [PLAIN.get(row["rating"], row["rating"]) for row in rows]
        return {"targets": len(rows), **{word: words.count(word) for word in HEADLINE}}
