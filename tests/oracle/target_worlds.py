"""Random plans with targets of every form, and figures for them. Every feature can be switched on alone."""
import random
from fractions import Fraction

FEATURES = ["time", "late", "thin", "revisions", "status", "as_known", "rules", "parts", "adjusted", "closes", "qualified",
            "published", "forecast", "milestones", "stretch", "given", "none", "breaks", "quotas", "negative", "ratio", "grades",
            "compound", "gaps", "shown", "part_by", "counterpart"]
YEARS = [str(year) for year in range(2020, 2027)]
PARTS = {"year": [""], "half": ["-H1", "-H2"], "quarter": ["-Q1", "-Q2", "-Q3", "-Q4"],
         "month": [f"-{month:02d}" for month in range(1, 13)]}
ENDS = {"": "12-31", "-H1": "06-30", "-H2": "12-31", "-Q1": "03-31", "-Q2": "06-30", "-Q3": "09-30", "-Q4": "12-31",
        **{f"-{month:02d}": f"{month:02d}-{[31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]}" for month in range(1, 13)}}
BEGINS = {"-H1": 1, "-H2": 7, "-Q1": 1, "-Q2": 4, "-Q3": 7, "-Q4": 10, **{f"-{month:02d}": month for month in range(1, 13)}}
GRADES = ["weak", "fair", "good", "best"]
FORMS = ["at_least", "above", "at_most", "below", "between", "about", "exactly", "maintain", "multiple_of_baseline",
         "change_per_year", "average_of_rate", "average_of_level", "total", "each_year", "done", "qualitative"]
LAST = {"at_least": 1, "above": 1, "at_most": -1, "below": -1}


def number(value):
    """As JSON holds it."""
    value = Fraction(value)
    return int(value) if value.denominator == 1 else float(value)


class World:
    """A plan as JSON, rows as CSV cells, and the options of the command."""

    def __init__(self, seed, features, forms=None):
        self.random = random.Random(seed)
        self.features, self.forms = set(features), forms or FORMS
        self.plan = {"format": "resolution-plan", "version": 1,
                     "levels": [{"code": code, "name": code} for code in ("province", "commune")],
                     "units": [], "fields": [{"code": code, "name": code} for code in ("economy", "party")],
                     "resolutions": [], "indicators": [], "targets": []}
        self.rows, self.options = [], []
        self.renames = self.pick("beyond", "inside")
        self.make_units()
        self.make_resolutions()
        self.kinds = []  # (indicator, kind of figures)
        for n in range(self.random.randint(3, 6)):
            self.make_indicator(f"I{n}")
        if "grades" in self.features:
            self.make_graded("GRADE")
        for _ in range(3 if "parts" in self.features else 0):
            self.make_parts()
        for _ in range(3 if "adjusted" in self.features else 0):
            self.adjust()
        self.make_options()
        if "rules" in self.features and self.random.random() < 0.3:
            self.plan["rating_rule"] = self.rating_rule()

    def has(self, feature, chance=1.0):
        return feature in self.features and self.random.random() < chance

    def pick(self, *choices):
        return self.random.choice(choices)

    # ---- Units and resolutions ----

    def make_units(self):
        self.plan["units"].append({"code": "P", "name": "P", "level": "province"})
        for n in range(self.random.randint(2, 4)):
            self.plan["units"].append({"code": f"c{n}", "name": f"c{n}", "level": "commune", "parent": "P"})
        if self.has("counterpart"):  # a tree of its own, whose unit is measured at P and c0
            self.plan["levels"] += [{"code": "party", "name": "party"}, {"code": "cell", "name": "cell"}]
            self.plan["units"] += [{"code": "Q", "name": "Q", "level": "party", "counterpart": "P"},
                                   {"code": "q0", "name": "q0", "level": "cell", "parent": "Q", "counterpart": "c0"}]
        if self.has("closes"):
            self.plan["units"][n + 1]["to"] = self.pick("2023-01-01", "2024-01-01", "2025-01-01")

    def make_resolutions(self):
        for code, unit in (("R", "P"), ("S", "c0"), ("U", "P")):
            found = {"code": code, "title": code, "unit": unit, "from": "2021", "to": "2025", "adopted": "2020-10-15",
                     "goals": [{"code": "G1", "title": "G1", "field": "economy"}, {"code": "G2", "title": "G2"}]}
            if code != "U" or not self.has("none"):
                found["baseline"] = "2020"
            if self.has("rules", 0.3):
                found["rating_rule"] = self.rating_rule()
            self.plan["resolutions"].append(found)

    def rating_rule(self):
        found = {}
        if self.random.random() < 0.5:
            found["on_track"] = self.pick(0.9, 1, 0.8)
        if self.random.random() < 0.5:
            found["behind"] = self.pick(0.5, 0.7)
        if self.random.random() < 0.6:
            found["nearly_met"] = self.pick(0.9, 0.8, {"level": 0.95}, {"level": 0.8}, {"within": 0.5}, {"within": 1})
        if self.random.random() < 0.3:  # in one world either: less than the most may not be called more
            found.update({"beyond": self.pick("met", "exceeded")} if self.renames == "beyond" else {"inside": self.pick("met", "exceeded")})
        if "shown" in self.features and self.random.random() < 0.5:
            found["compare"] = self.pick("shown", "exact")
        return found or {"on_track": 0.9}

    # ---- Indicators and their figures ----

    def make_indicator(self, code):
        frequency = self.pick("half", "quarter", "month") if self.has("time", 0.5) else "year"
        forms = self.random.sample(self.forms, min(len(self.forms), 3))
        kind = self.random.choice(forms)
        rule = self.pick("sum", "mean", "max", "none", "none", "count")
        time = self.pick("sum", "last", "mean", "last")
        direction = self.pick("increase", "increase", "decrease", "none")
        if kind == "done":
            rule, time, frequency, direction = "none", "last", "year", "increase"
        if kind == "average_of_rate":
            rule, frequency = self.pick("none", "mean"), "year"
        if kind == "total":
            rule, time = self.pick("sum", "none"), "sum"
        if kind in LAST:
            direction = "increase" if LAST[kind] > 0 else "decrease"
        if kind in ("multiple_of_baseline", "change_per_year", "average_of_level", "average_of_rate", "total", "each_year") and direction == "none":
            direction = self.pick("increase", "decrease")
        if rule == "count" or kind == "qualitative":
            rule = "sum"
        found = {"code": code, "name": code, "frequency": frequency, "rollup": {"rule": rule}, "direction": direction,
                 "measured_at": ["province" if rule == "none" else "commune"], "time": time, "decimals": self.pick(0, 1, 2)}
        if direction == "none" and self.random.random() < 0.5:
            del found["direction"]
        if self.random.random() < 0.5:
            found["field"] = self.pick("economy", "party")
        if self.has("thin", 0.4):
            found["min_coverage"] = self.pick(0.5, 0.6, 1)
        if self.has("breaks", 0.3):
            found["breaks"] = [self.pick("2021", "2022", "2023", "2024")]
        if self.has("ratio", 0.3) and kind not in ("done", "total", "average_of_rate") and rule not in ("none",):
            self.make_ratio(found)
        else:
            self.plan["indicators"].append(found)
            self.make_rows(found, kind)
        self.kinds.append((found, kind))
        for _ in range(self.random.randint(3, 6)):
            self.make_target(found, kind)

    def make_ratio(self, found):
        sides = []
        for side in ("N", "D"):
            one = {**found, "code": found["code"] + side, "rollup": {"rule": "sum"}}
            for name in ("direction", "breaks", "field"):
                one.pop(name, None)
            self.plan["indicators"].append(one)
            self.make_rows(one, "level" if side == "N" else "weight")
            sides.append(one["code"])
        found["rollup"] = {"rule": "ratio", "numerator": sides[0], "denominator": sides[1], "factor": self.pick(1, 10)}
        del found["time"]
        self.plan["indicators"].append(found)

    def make_rows(self, indicator, kind):
        """A figure for most periods up to some year, along a trend, so that boundaries are met now and then."""
        units = [unit for unit in self.plan["units"] if unit["level"] in indicator["measured_at"]]
        last = self.pick("2021", "2022", "2023", "2024", "2025", "2025", "2026") if "late" in self.features else "2026"
        step = self.pick(Fraction(-1), Fraction(-1, 2), Fraction(0), Fraction(1, 2), Fraction(1), Fraction(2))
        negative = self.has("negative", 0.4) and kind != "weight"
        start = {"average_of_rate": 5, "done": 0}.get(kind, 10)
        for unit in units:
            for year in YEARS:
                for part in PARTS[indicator["frequency"]]:
                    if year > last or (self.has("thin", 0.1) if year != "2020" else self.has("gaps", 0.3)) or self.has("gaps", 0.05):
                        continue
                    value = start + step * (int(year) - 2020) + self.pick(0, 0, 0, 1, Fraction(1, 2), -1)
                    if negative and self.random.random() < 0.3:
                        value = -value
                    if kind == "done":
                        value = self.pick(0, 1)
                    if kind == "weight":
                        value = self.pick(1, 2, 4, 5)
                    self.make_row(indicator, unit, year + part, year + "-" + ENDS[part], Fraction(value), kind)

    def make_row(self, indicator, unit, period, day, value, kind):
        if day >= unit.get("to", "9999"):
            return
        text = str(number(value))
        alone = indicator["rollup"]["rule"] == "none" and indicator["frequency"] == "year" and kind != "done"
        if alone and period > "2021" and self.has("qualified", 0.3):
            text = self.pick("~", ">", ">=", "<", "<=") + text if self.random.random() < 0.7 else f"{text}..{number(value + self.pick(1, 2))}"
        row = {"unit": unit["code"], "indicator": indicator["code"], "period": period, "value": text}
        if self.has("status", 0.15):
            row["status"] = self.random.choice("BDPEF")
        if self.has("forecast", 0.3):
            row["reported_at"] = day[:4] + "-" + (self.pick("05-01", "02-01") if len(period) == 4 else
                                                  f"{BEGINS[period[4:]]:02d}-{self.pick('10', '20')}")
        self.rows.append(row)
        if text == str(number(value)) and self.has("revisions", 0.1) and "reported_at" not in row:
            year = int(day[:4])
            row["revision"], row["reported_at"] = "0", f"{year + 1}-01-15"
            later = dict(row, revision="1", reported_at=f"{year + 1}-{self.pick('03-10', '09-10')}")
            later["value"] = str(number(value + self.pick(1, -1, Fraction(1, 2)))) if kind != "done" else self.pick("0", "1")
            if self.random.random() < 0.2:
                later["value"] = ""
            self.rows.append(later)

    # ---- Targets ----

    def make_target(self, indicator, kind):
        communes = [unit["code"] for unit in self.plan["units"] if unit["level"] == "commune"]
        unit = self.pick("P", "P", "c0", communes[-1])
        if self.has("counterpart", 0.3):
            unit = self.pick("Q", "q0")
        if indicator["measured_at"] == ["province"]:
            unit = "Q" if unit in ("Q", "q0") else "P"
        resolution = self.pick("R", "R", "S", "U")
        found = {"code": f"T{len(self.plan['targets'])}", "unit": unit, "indicator": indicator["code"], "resolution": resolution}
        if self.random.random() < 0.3:
            found["by"] = self.pick("2023", "2024", "2025")
        parts = {"half": ["-H1", "-H2"], "quarter": ["-H1", "-Q1", "-Q3"], "month": ["-H1", "-Q3", "-05"]}.get(indicator["frequency"])
        if parts and kind not in ("average_of_rate", "total", "done") and self.has("part_by", 0.4):
            found["by"] = self.pick("2023", "2024") + self.pick(*parts)
        if self.random.random() < 0.5:
            found["goal"] = self.pick("G1", "G2")
        if self.random.random() < 0.2:
            found["assigned_by"] = "P"
        form = kind if kind in ("done", "average_of_rate", "total") else self.random.choice(
            [form for form in self.forms if form not in ("done", "average_of_rate", "total")] or [kind])
        if len(found.get("by", "2025")) > 4:
            if form == "each_year":
                form = "exactly"
            if resolution != "U":  # of one grain with the end
                found["baseline"] = {"period": "2020" + found["by"][4:]}
        self.fill(found, form, indicator)
        self.decorate(found, form, indicator)
        self.plan["targets"].append(found)

    def make_graded(self, code):
        rule = self.pick("none", "worst", "best")
        found = {"code": code, "name": code, "frequency": "year", "rollup": {"rule": rule}, "grades": GRADES, "time": "last",
                 "measured_at": ["province" if rule == "none" else "commune"]}
        self.plan["indicators"].append(found)
        for unit in self.plan["units"]:
            if unit["level"] in found["measured_at"]:
                for year in YEARS:
                    if not self.has("late", 0.2) and year + "-12-31" < unit.get("to", "9999"):
                        self.rows.append({"unit": unit["code"], "indicator": code, "period": year, "value": self.pick(*GRADES)})
        for _ in range(5):
            unit = "P" if rule == "none" else self.pick("P", "c0")
            target = {"code": f"T{len(self.plan['targets'])}", "unit": unit, "indicator": code, "resolution": self.pick("R", "S")}
            form = self.pick("grade_at_least", "maintain", "each_year")
            target[form] = {"grade_at_least": self.pick(*GRADES), "maintain": True,
                            "each_year": {"grade_at_least": self.pick(*GRADES)}}[form]
            if self.random.random() < 0.3:
                target["by"] = self.pick("2023", "2024")
            self.plan["targets"].append(target)

    def make_parts(self):
        """Of indicators that may differ, what a part leaves out being the whole's."""
        unit, resolution = "P", self.pick("R", "S")
        whole = {"code": f"T{len(self.plan['targets'])}", "unit": unit, "indicator": self.random.choice(self.kinds)[0]["code"],
                 "resolution": resolution, "parts_count": self.pick("together", "separately"), "parts": []}
        if self.random.random() < 0.5:
            whole["goal"] = self.pick("G1", "G2")
        if self.has("published", 0.4):
            whole["published"] = [{"on": "2022-12-31", "rating": self.pick("met", "on_track", "missed")}]
        for _ in range(self.pick(2, 3)):
            indicator, kind = self.random.choice(self.kinds)
            part = {"resolution": resolution, "indicator": indicator["code"]}
            form = kind if kind in ("done", "average_of_rate", "total") else self.random.choice(["maintain", "condition", "each_year"])
            self.fill(part, form, indicator)
            if self.random.random() < 0.3:
                part["by"] = self.pick("2023", "2024")
            del part["resolution"]
            if part["indicator"] == whole["indicator"]:
                del part["indicator"]
            whole["parts"].append(part)
        self.plan["targets"].append(whole)

    def adjust(self):
        """A target that another replaces on a day of the term; now and then that one is replaced in its turn."""
        replaced = {target.get("replaces") for target in self.plan["targets"]}
        free = [target for target in self.plan["targets"] if target["code"] not in replaced and "parts" not in target
                and "grade_at_least" not in target and target["indicator"] != "GRADE" and target.get("adopted", "") < "2024"]
        if not free:
            return
        old = self.random.choice(free)
        indicator, kind = next(one for one in self.kinds if one[0]["code"] == old["indicator"])
        found = {name: old[name] for name in ("unit", "indicator", "resolution", "by", "goal") if name in old}
        found.update(code=f"T{len(self.plan['targets'])}", replaces=old["code"], adopted=self.pick("2024-03-01", "2024-12-31")
                     if "adopted" in old else self.pick("2022-03-01", "2023-12-31"))
        self.fill(found, kind if kind in ("done", "average_of_rate", "total") else "condition", indicator)
        self.plan["targets"].append(found)

    def level(self):
        return number(self.pick(8, 9, Fraction(19, 2), 10, Fraction(21, 2), 11, 12, 13, 15, 20, 30))

    def condition(self, direction, exactly=True, level=None):
        value = level or self.level
        forms = {"increase": ["at_least", "above"], "decrease": ["at_most", "below"]}.get(direction, [])
        form = self.random.choice(forms * 2 + ["between", "about", "range"] + ["exactly"] * exactly)
        if form in ("between", "range"):
            return {"about" if form == "range" else "between": sorted([value(), value()])}
        if form == "about":
            found = {"about": value()}
            if direction == "none" or self.random.random() < 0.6:
                found["tolerance"] = self.pick(0.5, 1, 2)
            return found
        return {form: value()}

    def fill(self, found, form, indicator):
        direction = indicator.get("direction", "none")
        if form in ("at_least", "above") and direction != "increase" or form in ("at_most", "below") and direction != "decrease":
            form = "condition"
        if direction == "none" and form in ("multiple_of_baseline", "change_per_year", "average_of_level", "average_of_rate", "total", "each_year"):
            form = self.pick("condition", "maintain")
        needs_baseline = form in ("maintain", "multiple_of_baseline", "change_per_year", "average_of_level")
        if needs_baseline and found["resolution"] == "U":
            found["resolution"] = "R"
        if form in ("at_least", "above", "at_most", "below"):
            found[form] = self.level()
        elif form in ("between", "about", "exactly", "condition"):
            found.update(self.condition(direction))
        elif form in ("maintain", "done", "qualitative"):
            found[form] = True
        elif form == "multiple_of_baseline":
            found[form] = self.pick(1.1, 1.5, 1.2) if direction == "increase" else self.pick(0.5, 0.9, 0.8)
        elif form == "change_per_year":
            found[form] = self.pick(0.5, 1, 2) * (1 if direction == "increase" else -1)
        elif form == "each_year":
            found[form] = self.bare(self.condition(direction), direction)
        elif form == "average_of_rate":
            condition = self.condition(direction, exactly=False, level=lambda: number(self.pick(4, 5, 6, 7, Fraction(11, 2))))
            found["average_per_year"] = {**condition, "of": "rate"}
            if self.random.random() < 0.4:
                found["average_per_year"]["mean"] = "arithmetic"
        elif form == "average_of_level":
            signs = 1 if direction == "increase" else -1
            condition = self.condition(direction, exactly=False, level=lambda: self.pick(0, 2, 5, 10))
            found["average_per_year"] = {**condition, "of": "level"}
        elif form == "total":
            parts = len(PARTS[indicator["frequency"]]) * 5
            condition = self.condition(direction, exactly=False, level=lambda: self.level() * parts)
            found["total"] = self.bare(condition, direction)

    def bare(self, condition, direction):
        name = {"increase": "at_least", "decrease": "at_most"}[direction]
        return condition[name] if name in condition and self.random.random() < 0.3 else condition

    def decorate(self, found, form, indicator):
        by = found.get("by", "2025")[:4]
        if form not in ("total", "each_year", "average_of_rate", "done", "qualitative"):
            if self.has("given", 0.4) and "baseline" not in found:
                found["baseline"] = {"period": self.pick("2020", "2020", "2021"), "value": number(self.pick(10, 8, 11, 12, Fraction(25, 2)))}
            if self.has("milestones", 0.3) and form not in ("average_of_level", "maintain"):
                years = [year for year in YEARS if found.get("baseline", {}).get("period", "2020") < year < by and found["resolution"] != "U"]
                years = self.random.sample(years, min(len(years), self.pick(1, 2)))
                if years:
                    found["milestones"] = [{"period": year, "value": self.level()} for year in sorted(years)]
            elif self.has("compound", 0.3):
                found["trajectory"] = self.pick("compound", "linear")
        if form == "total" and self.has("quotas", 0.5):
            count = self.pick(1, 2, 3)
            found["quotas"] = [{"period": year, "value": self.pick(0, 10, 20, 15)} for year in YEARS[1:1 + count]]
        if self.has("rules", 0.3):
            found["rating_rule"] = self.rating_rule()
        if self.has("published", 0.4):
            found["published"] = [{"on": f"{year}-{self.pick('03-01', '12-31')}", "rating": self.pick("met", "exceeded", "on_track", "missed")}
                                  for year in self.random.sample(YEARS[1:], self.pick(1, 2))]
        if self.has("stretch", 0.4) and form not in ("done", "qualitative", "maintain") and "maintain" not in found:
            name = {"increase": "at_least", "decrease": "at_most"}.get(indicator.get("direction"))
            if name:
                found["stretch"] = {name: 1000 if name == "at_least" else -1000} if self.random.random() < 0.3 else {name: self.level()}
        if self.has("closes", 0.3):
            found["on_close"] = self.pick("void", "last_period")

    def make_options(self):
        days = ["2022-12-31", "2023-12-31", "2024-12-31", "2025-12-31", "2026-12-31"]
        if {"time", "late", "forecast", "revisions"} & self.features:
            days += ["2023-06-30", "2024-02-15", "2024-09-30", "2025-08-14", "2026-03-31"]
        self.options += ["--as-of", self.random.choice(days)]
        if self.has("as_known", 0.6):
            self.options += ["--as-known", self.pick("2023-06-01", "2024-06-01", "2026-12-31")]
        if self.has("forecast", 0.7) and self.options[-1] <= self.options[1]:  # else periods that have not begun are known
            self.options.append("--forecast")
