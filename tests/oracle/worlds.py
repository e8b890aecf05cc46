"""Random plans and figures. Every feature can be switched on alone, so that what differs is found where it lives."""
import random
from fractions import Fraction

import histories

RULES = ["sum", "mean", "weighted_mean", "ratio", "min", "max", "count", "share", "formula", "none", "median",
         "variance", "stddev", "worst", "best", "grade_count"]
GRADES = ["weak", "fair", "good", "best"]
FEATURES = RULES + ["time", "own", "prefer", "status", "revisions", "as_known", "exempt", "longer", "qualified", "ragged",
                    "two_levels", "lives", "huge", "decimals", "thresholds", "weight_status", "nil",
                    "history", "splits", "reused", "applies", "add", "day_mean", "time_stddev", "time_weighted", "look_back",
                    "units_first", "cumulative", "calendar", "to_date", "weight_period", "bounds", "shift", "stop_at", "condition", "grade_counts",
                    "mixed"]
PERIODS = {"year": ["2021", "2022", "2023"], "half": [f"{y}-H{h}" for y in (2022, 2023) for h in (1, 2)],
           "quarter": [f"{y}-Q{q}" for y in (2022, 2023) for q in (1, 2, 3, 4)],
           "month": [f"2023-{m:02d}" for m in range(1, 13)]}
LONGER = {"half": ["year"], "quarter": ["half", "year"], "month": ["quarter", "half", "year"]}
LEVELS = ["nation", "province", "district", "commune"]
TIMES = ["sum", "mean", "min", "max", "last", "first"]
WEAKER = "BDJSNGPVUIEF"


class World:
    """A plan as JSON, rows as CSV cells, and the options of the command."""

    def __init__(self, seed, features):
        self.random = random.Random(seed)
        self.features = set(features)
        self.plan = {"format": "resolution-plan", "version": 1,
                     "levels": [{"code": code, "name": code} for code in LEVELS], "units": [], "indicators": []}
        self.rows, self.options = [], []
        self.make_units()
        if "history" in self.features:
            histories.History(self)
        self.make_indicators()
        self.make_rows()
        self.make_options()

    def has(self, feature, chance=1.0):
        return feature in self.features and self.random.random() < chance

    # ---- Units ----

    def make_units(self):
        self.add_unit("N", "nation", None)
        for p in range(self.random.randint(1, 2)):
            province = self.add_unit(f"P{p}", "province", "N")
            for d in range(self.random.randint(1, 2)):
                if self.has("ragged", 0.2):
                    continue
                above = province if self.has("ragged", 0.2) else self.add_unit(f"{province}D{d}", "district", province)
                least = 2 if "history" in self.features else 0 if "ragged" in self.features else 1
                for c in range(self.random.randint(least, least + 2)):
                    self.add_unit(f"{above}c{d}{c}", "commune", above)

    def add_unit(self, code, level, parent):
        unit = {"code": code, "name": f"Unit {code}", "level": level}
        if parent:
            unit["parent"] = parent
        if "applies" in self.features:
            unit["attributes"] = self.attributes()
        if "history" not in self.features and self.has("lives", 0.3) and level == "commune" \
                and not isinstance(unit.get("attributes"), list):  # which are told of days when it may not live
            unit[self.random.choice(["from", "to"])] = self.random.choice(["2022-01-01", "2023-01-01"])
            if isinstance(unit.get("attributes"), list):  # told of days on which it may not be there
                unit["attributes"] = {"type": unit["attributes"][0]["value"]}
        self.plan["units"].append(unit)
        return code

    def attributes(self):
        one, other = self.random.sample(["rural", "ward", "town"], 2)
        if self.random.random() < 0.7:
            return {"type": one}
        return [{"name": "type", "value": one, "to": "2023-01-01"}, {"name": "type", "value": other, "from": "2023-01-01"}]

    def units_of(self, *levels):
        return [unit for unit in self.plan["units"] if unit["level"] in levels]

    # ---- Indicators ----

    def make_indicators(self):
        self.frequency = self.random.choice(["year", "half", "quarter", "month"]) if self.has("time") else "year"
        self.two_levels = self.has("two_levels", 0.5)
        # Of a period in which units change the short figures are combined across units first (R12): without `history` none does.
        self.calendar = self.has("calendar", 0.7) and not any("from" in unit or "to" in unit for unit in self.plan["units"])
        if self.calendar:
            self.plan["calendars"] = [{"code": "C", "month_from": self.random.choice([2, 15, 28])}]
        self.adding = self.has("add", 0.7)
        if self.adding:
            self.two_levels = True
        self.add("NUM", "sum")
        self.add("DEN", "sum")
        for rule in RULES + ["condition", "shift"]:
            if rule in self.features:
                getattr(self, "add_" + rule, lambda rule=rule: self.add(rule.upper(), rule))()
        if len(self.plan["indicators"]) == 2:
            self.add_sum()

    def add(self, code, rule, **members):
        indicator = {"code": code, "name": code, "frequency": self.frequency, "measured_at": ["commune"],
                     "rollup": {"rule": rule}, "decimals": 2}
        if "time" in self.features and rule != "formula":
            more = ["day_mean"] * ("day_mean" in self.features) + ["stddev"] * ("time_stddev" in self.features)
            indicator["time"] = self.random.choice(TIMES + more * 2)
            if code in ("NUM", "DEN") and indicator["time"] == "first":
                indicator["time"] = "sum"  # when the first of one and the last of another are complete is not said
            if rule == "weighted_mean" and self.has("time_weighted", 0.6):
                indicator["time"] = "weighted_mean"
            if indicator["time"] == "last" and rule != "grade_count" and self.has("look_back", 0.7):
                indicator["look_back"] = self.random.choice([1, 2, 4])
            if "qualified" not in self.features and self.has("units_first", 0.6) and rule != "grade_count" and rule not in ("formula", "none", "ratio"):
                indicator["order"] = "units_first"
            if self.frequency != "year" and self.has("cumulative", 0.6) and rule in ("sum", "mean", "max") \
                    and not (code == "DEN" and {"weighted_mean", "shift"} & self.features):  # its weight would be negative
                indicator["reported_as"] = "year_to_date"
                indicator["time"] = "sum"
            if self.calendar:
                indicator["calendar"] = "C"
        if rule == "weighted_mean" and self.has("weight_period", 0.7):
            if self.random.random() < 0.5:
                indicator["weight_at"] = self.random.choice(PERIODS[self.frequency][:3])
            else:
                indicator["weight_look_back"] = self.random.choice([1, 2])
        if self.has("prefer", 0.5):
            indicator["prefer"] = self.random.choice(["own", "children"])
        if rule in ("worst", "best", "grade_count"):
            indicator["grades"] = GRADES
            indicator["time"] = self.random.choice(["last", "first", "min", "max"])
        if indicator.get("time") != "last":  # the plan refuses what would do nothing
            indicator.pop("look_back", None)
        if self.has("applies", 0.5) and code not in ("NUM", "DEN"):
            indicator["applies_to"] = {"type": self.random.choice([["rural"], ["ward"], ["rural", "town"]])}
        plain = rule in ("sum", "mean", "min", "max", "median", "variance", "stddev")
        if self.has("stop_at", 0.5) and not self.adding and code not in ("NUM", "DEN") and plain:
            indicator["stop_at"] = self.random.choice(["district", "province"])
        if self.has("nil", 0.5) and plain:
            indicator["nil"] = True
        if self.adding and rule != "none":
            indicator["prefer"] = "add"
        if self.two_levels:  # of all: what a pair owes where one side cannot be measured the pages do not say
            indicator["measured_at"] = ["district", "commune"]
        if rule == "formula":
            del indicator["measured_at"]
            for member in ("prefer", "applies_to", "stop_at", "nil"):
                indicator.pop(member, None)
        # The pages do not say what a pair owes where one side of it is not applicable: sides are applicable everywhere.
        if self.has("exempt", 0.4) and rule != "formula" and code not in ("NUM", "DEN"):
            indicator["not_applicable"] = self.exemptions()
        if self.random.random() < 0.2:
            indicator["min_coverage"] = self.random.choice([0.5, 0.6, 1])
        indicator["rollup"].update(members.pop("rollup", {}))
        indicator.update(members)
        self.plan["indicators"].append(indicator)
        return indicator

    def exemptions(self):
        found = {"unit": self.random.choice(self.plan["units"][1:])["code"]}
        if self.random.random() < 0.5:
            found[self.random.choice(["from", "to"])] = self.random.choice(["2022-01-01", "2023-01-01"])
        return [found]

    def add_sum(self):
        for n in range(2):
            self.add(f"SUM{n}", "sum")

    def add_weighted_mean(self):
        self.add("WMEAN", "weighted_mean", rollup={"weight": "DEN"})

    def add_ratio(self):
        self.add("RATIO", "ratio", rollup={"numerator": "NUM", "denominator": "DEN",
                                           "factor": self.random.choice([1, 100, 0.5])})

    def condition(self):
        bound = lambda: self.random.choice([0, 3, 5.5, 7])
        form = self.random.choice(["at_least", "above", "at_most", "below", "between", "exactly", "about"])
        if self.has("thresholds", 0.4) and form not in ("between", "about"):
            return {form: "DEN"}
        if form == "between":
            return {form: [2, 7.5]}
        return {form: bound(), "tolerance": 1.5} if form == "about" else {form: bound()}

    def add_count(self):
        self.add("COUNT", "count")
        self.add("COUNT_IF", "count", rollup=self.condition())

    def add_condition(self):
        for n, expression in enumerate(self.random.sample([
                "NUM >= 3 and DEN < 7.37", "not (NUM = 5) or DEN > 2", "NUM > DEN", "NUM / DEN >= 0.37 and NUM >= 2",
                "(NUM > 3 or DEN > 3) and not NUM > 8"], 2)):
            rollup = {"expression": expression}
            rule = self.random.choice(["count", "share"])
            if rule == "share":
                rollup["of"] = self.random.choice(["reporting", "owed"])
            self.add(f"MEETS{n}", rule, rollup=rollup)

    def add_shift(self):
        self.add("GROWTH", "ratio", rollup={"numerator": "NUM", "denominator": "NUM[-1]", "factor": 100})
        self.add("STARTED", "ratio", rollup={"numerator": "NUM", "denominator": self.random.choice(["DEN[-1]", "DEN[-2]"])})
        self.add("CHANGE", "formula", rollup={"expression": "NUM - NUM[-1]"})
        self.add("GROWN", "count", rollup={"above": "DEN[-1]"})
        before = self.add("BEFORE", "weighted_mean", rollup={"weight": "DEN[-1]"})
        before.pop("weight_at", None)  # which leaves nothing to shift

    def add_share(self):
        for of in ("reporting", "owed"):
            self.add("SHARE_" + of.upper(), "share", rollup={**self.condition(), "of": of})

    def add_formula(self):
        for n, expression in enumerate(self.random.sample([
                "1000 * NUM / DEN", "NUM - 2 * DEN + 1.5", "if(NUM > 5.37 and DEN > 3.37, 1, 0) + coalesce(DEN, 0)",
                "max(NUM, DEN) / 3", "abs(NUM) * -DEN", "if(not NUM < 2.5 or DEN = 0, NUM, 7)", "(NUM + DEN) / (NUM - DEN)",
                "coalesce(NUM / DEN, 0.25)", "min(NUM, 4) / 7"], 2)):
            self.add(f"FORMULA{n}", "formula", rollup={"expression": expression})

    def add_none(self):
        self.add("NONE", "none", measured_at=[self.random.choice(LEVELS[1:])])

    # ---- Rows ----

    def make_rows(self):
        # A later revision of a ratio's row takes its sides back: what that means for sides given apart is not said.
        self.sided = ["RATIO", "GROWTH", "STARTED"] if "as_known" in self.features else []
        for indicator in self.plan["indicators"]:
            if indicator["rollup"]["rule"] == "formula":
                continue
            given = self.random.choice([0.3, 0.8, 0.95, 1])
            negative = self.random.random() < 0.3 and indicator["code"] != "DEN"
            for unit in self.plan["units"]:
                for period in PERIODS[indicator["frequency"]]:
                    self.maybe_row(indicator, unit, period, given, negative)
                for longer in LONGER.get(indicator["frequency"], []):
                    for period in PERIODS[longer]:
                        if self.has("longer", 0.12) and period[:4] == "2023":
                            self.maybe_row(indicator, unit, period, 1, negative)
        for indicator in self.plan["indicators"]:
            if indicator["rollup"]["rule"] == "grade_count" and "history" not in self.features:
                self.make_counts(indicator)
        if "nil" in self.features:
            for unit in self.plan["units"]:
                for period in PERIODS[self.frequency]:
                    if self.random.random() < 0.2 and self.alive(unit, period) and any(one.get("nil") for one in self.plan["indicators"]):
                        self.rows.append({"unit": unit["code"], "indicator": "*", "period": period, "value": "0"})
        self.random.shuffle(self.rows)

    def make_counts(self, indicator):
        """How many below a unit are at each grade, as it reports it: mostly for every grade."""
        for unit in self.units_of(*LEVELS[:3]):
            for period in PERIODS[indicator["frequency"]] + [one for type in LONGER.get(indicator["frequency"], []) for one in PERIODS[type]]:
                if not self.has("grade_counts", 0.3) or not self.alive(unit, period):
                    continue
                for at, grade in enumerate(GRADES):
                    row = {"unit": unit["code"], "indicator": f"{indicator['code']}:{grade}", "period": period,
                           "value": str(self.random.randint(0 if at else 1, 3))}
                    if self.has("status", 0.2):
                        row["status"] = self.random.choice(WEAKER)
                    if self.random.random() < 0.97:
                        self.rows.append(row)

    def alive(self, unit, period):
        end = {"H1": "06-30", "Q1": "03-31", "Q2": "06-30", "Q3": "09-30"}.get(period[5:], "12-31")
        day = f"{period[:4]}-{end}"
        return unit.get("from", "") <= day and day < unit.get("to", "9999")

    def maybe_row(self, indicator, unit, period, given, negative):
        measured = unit["level"] in indicator["measured_at"]
        chance = given if measured else 0.3 if "own" in self.features and unit["level"] != "commune" else 0
        if self.random.random() >= chance or not self.alive(unit, period):
            return
        row = {"unit": unit["code"], "indicator": indicator["code"], "period": period, "value": self.figure(negative)}
        if "grades" in indicator:
            row["value"] = self.random.choice(GRADES)
        # What M says of the months of a quarter of which some were given the pages do not say; nor what of a month whose
        # cumulative report is given beside it.
        short = period in PERIODS[indicator["frequency"]]
        short = short and not ("reported_as" in indicator and "longer" in self.features)
        applies = measured and short and indicator["code"] not in ("NUM", "DEN") and "not_applicable" not in indicator
        if applies and self.has("exempt", 0.05):
            row.update(value="", status=self.random.choice("MH"))
        elif self.random.random() < 0.05:
            row.update(value="", status=self.random.choice(["", "O", "L", "Q"]))
        elif self.has("status", 0.3) and (indicator["code"] != "DEN" or "weight_status" in self.features):
            row["status"] = self.random.choice(WEAKER)
        plain = "grades" not in indicator and "reported_as" not in indicator  # about what it rose to is no figure of a month
        if self.has("qualified", 0.1) and row["value"] and plain:
            row["value"] = "~" + row["value"]
        self.rows.append(row)
        if self.has("revisions", 0.3) and indicator["code"] not in self.sided:
            self.revise(row, indicator, negative)

    def revise(self, row, indicator, negative):
        row["revision"], row["reported_at"] = "0", "2024-01-10"
        later = dict(row, revision=str(self.random.randint(1, 9)), reported_at="2024-03-10", status="")
        later["value"] = self.random.choice(GRADES) if "grades" in indicator else self.figure(negative)
        if self.random.random() < 0.2:
            later["value"] = ""
        self.rows.append(later)

    def figure(self, negative):
        digits = self.random.choice([1, 1, 1, 2])
        whole = self.random.randrange(10 ** digits)
        if self.has("huge", 0.2):
            whole = self.random.randrange(10 ** 14)
        places = self.random.choice([1, 2, 3]) if self.has("decimals", 0.5) else 0
        text = str(whole) + ("." + "".join(self.random.choice("0123456789") for _ in range(places)) if places else "")
        return "-" + text if negative and self.random.random() < 0.5 and Fraction(text) != 0 else text

    def make_options(self):
        longer = LONGER.get(self.frequency, []) if "time" in self.features else []
        if longer and self.has("mixed", 0.7):  # periods of several lengths at once, each the same as alone
            types = self.random.sample([self.frequency, *longer], min(2, len(longer) + 1))
            for period in [self.random.choice(PERIODS[type]) for type in types for _ in range(2)]:
                self.options += ["--period", period]
        elif longer and self.random.random() < 0.7:
            self.options += ["--every", self.random.choice(longer)]
        if self.has("as_known", 0.7) and "revisions" in self.features:
            self.options += ["--as-known", self.random.choice(["2024-01-09", "2024-02-01", "2025-01-01"])]
        if "bounds" in self.features and "history" not in self.features and self.frequency == "year":
            self.options.append("--bounds")
        if longer and self.has("to_date", 0.8):
            self.options += ["--to-date", self.random.choice(["2023-05-15", "2023-06-30", "2023-09-30", "2023-02-01"])]
        if self.has("history", 0.8):
            self.options += ["--structure", self.random.choice(["2021-06-30", "2022-01-01", "2023-12-31", "period"])]
