"""Random histories of units: they merge, split, move, open and close on the first days of years, some with codes reused."""


class History:
    """Changes a world's plan in place."""

    def __init__(self, world):
        self.world, self.random, self.plan = world, world.random, world.plan
        self.plan["successions"] = []
        self.made, self.used = 0, set()
        # One commune of each district stays: whose figures a unit shows that lost all its land the pages do not say.
        first = {unit["parent"]: unit for unit in reversed(self.plan["units"]) if unit["level"] == "commune"}
        self.kept = {id(unit) for unit in first.values()}
        for day in ("2022-01-01", "2023-01-01"):
            self.used = set()
            for _ in range(self.random.randint(1, 3)):
                getattr(self, self.random.choice(self.changes()))(day)
        if not self.plan["successions"]:
            del self.plan["successions"]

    def changes(self):
        found = ["merge", "absorb", "close", "open", "move", "merge_districts"]
        return found + (["split", "lose"] * 2 if "splits" in self.world.features else [])

    def alive(self, level="commune"):
        return [unit for unit in self.plan["units"] if unit["level"] == level and "to" not in unit
                and id(unit) not in self.used]

    def take(self, count, level="commune"):
        """Units that nothing has changed on this day yet; none if there are too few."""
        free = [unit for unit in self.alive(level) if id(unit) not in self.kept]
        taken = self.random.sample(free, count) if len(free) >= count else []
        self.used |= {id(unit) for unit in taken}
        return taken

    def parent(self, unit):
        return unit["parents"][-1]["parent"] if "parents" in unit else unit["parent"]

    def new(self, day, parent, closed=None):
        """A new commune; sometimes with the code of one that closes today or has closed."""
        self.made += 1
        code = closed["code"] if closed and self.world.has("reused", 0.6) else f"new{self.made}"
        unit = {"code": code, "name": f"Unit {code} of {day}", "level": "commune", "parent": parent, "from": day}
        self.plan["units"].append(unit)
        self.used.add(id(unit))
        return unit

    def reference(self, unit, day):
        return f"commune/{unit['code']}@{day}" if "reused" in self.world.features else unit["code"]

    def succeed(self, unit, successor, day, **members):
        before = {"2022-01-01": "2021-12-31", "2023-01-01": "2022-12-31"}[day]
        self.plan["successions"].append({"unit": self.reference(unit, before),
                                         "successor": self.reference(successor, day), "on": day, **members})

    def merge(self, day):
        olds = self.take(self.random.randint(1, 3))
        if olds:
            successor = self.new(day, self.parent(self.random.choice(olds)), self.random.choice(olds))
            for old in olds:
                old["to"] = day
                self.succeed(old, successor, day)

    def absorb(self, day):
        taken = self.take(2)
        if taken:
            taken[1]["to"] = day
            self.succeed(taken[1], taken[0], day)

    def close(self, day):
        for unit in self.take(1):
            unit["to"] = day

    def open(self, day):
        for unit in self.take(1):
            self.new(day, self.parent(unit))

    def move(self, day):
        for unit in self.take(1):
            other = self.random.choice([self.parent(one) for one in self.plan["units"] if one["level"] == "commune"
                                        and "to" not in one])
            self.go(unit, other, day)

    def go(self, unit, parent, day):
        if parent == self.parent(unit):
            return
        before = unit.pop("parents", None) or [{"parent": unit["parent"]}]
        unit.pop("parent", None)
        before[-1]["to"] = day
        self.used.add(id(unit))
        unit["parents"] = [*before, {"parent": parent, "from": day}]

    def merge_districts(self, day):
        taken = self.take(2, "district")
        if not taken or taken[0]["parent"] != taken[1]["parent"]:
            return
        kept, gone = taken
        here = [unit for unit in self.plan["units"] if unit["level"] == "commune" and "to" not in unit
                and self.parent(unit) == gone["code"]]
        if any(id(unit) in self.used or unit.get("from") == day for unit in here):
            return
        gone["to"] = day
        for unit in here:
            self.go(unit, kept["code"], day)
        self.plan["successions"].append({"unit": gone["code"], "successor": kept["code"], "on": day})

    def shares(self, count):
        kind = self.random.choice(["share", "share", "equal", "basis", "none"])
        if kind == "share":
            given = self.random.choice([["1/3", "2/3"], ["0.25", "0.75"], ["1/7", "6/7"]]) if count == 2 else \
                ["1/3", "1/2", "1/6"]
            return [{"share": share} for share in given]
        return [{"equal": {"basis": "equal"}, "basis": {"basis": "DEN"}, "none": {}}[kind]] * count

    def split(self, day):
        for old in self.take(1):
            count = self.random.choice([2, 2, 3])
            shares = self.shares(count)
            old["to"] = day
            others = self.take(1) if self.random.random() < 0.4 else []
            for n in range(count):
                successor = others.pop() if others else self.new(day, self.parent(old), old if n == 0 else None)
                self.succeed(old, successor, day, **shares[n])

    def lose(self, day):
        for old in self.take(1):
            shares = self.shares(2)
            self.succeed(old, old, day, **shares[0])
            others = self.take(1) if self.random.random() < 0.4 else []
            self.succeed(old, others[0] if others else self.new(day, self.parent(old)), day, **shares[1])
