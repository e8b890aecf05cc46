"""R12 and R13: the figures of one day's units in the structure of another, by definition."""
import copy
from fractions import Fraction

from rules import Hand, Piece, Shown, decimal
from structure import DAY, Period

AMOUNTS = ("sum", "ratio")


class Territory:
    """Where a unit's land lies on another day, told by the successions between."""

    def __init__(self, structure):
        self.structure = structure
        self.days = sorted({on for _, _, on, _ in structure.successions}
                           | {unit.opens for unit in structure.units} | {unit.closes for unit in structure.units})

    def image(self, unit, day, wanted):
        """The units of the wanted day that go on from the unit, or from one below it."""
        own = set(self.shares(unit, day, wanted)) if wanted >= day else self.before(unit, day, wanted)
        return own.union(*(self.image(child, day, wanted) for child in self.structure.children(unit, day)))

    def shares(self, unit, day, wanted):
        """{unit of the wanted day: its share, None where nobody tells}: shares multiply through successions. A unit that
        ends without succession is held by its parent."""
        for on in self.days:
            if not day < on <= wanted:
                continue
            parts = [(successor, record) for left, successor, at, record in self.structure.successions
                     if left is unit and at == on]
            if parts:
                found = {}
                for successor, record in parts:
                    own = self.share(unit, on, record, parts)
                    for end, share in self.shares(successor, on, wanted).items():
                        both = None if share is None or own is None else own * share
                        known = found.get(end, Fraction(0))
                        found[end] = None if both is None or known is None else known + both
                return found
            if unit.closes == on:
                return self.shares(unit.parent(on - DAY), on - DAY, wanted)
        return {unit: Fraction(1)}

    def share(self, unit, on, record, parts):
        if len(parts) == 1:
            return Fraction(1)
        if "share" in record:
            return Fraction(str(record["share"]))
        if record.get("basis") == "equal":
            return Fraction(1, len(parts))
        return None if "basis" not in record else self.by_basis(unit, on, record)

    def by_basis(self, unit, on, record):
        return None  # set by Carrier

    def before(self, unit, day, wanted):
        """Backwards: what its land was part of; one that opened without predecessors was inside its parent."""
        for on in reversed(self.days):
            if not wanted < on <= day:
                continue
            sources = {left for left, successor, at, _ in self.structure.successions if successor is unit and at == on}
            if unit.opens == on and not sources:
                return self.before(unit.parent(on), on, wanted)
            if unit.lives(on - DAY):
                sources.add(unit)
            if sources != {unit}:
                return set().union(*(self.before(source, on - DAY, wanted) for source in sources))
        return {unit}

    def holder(self, unit, day, wanted):
        """The unit itself where it lives on the wanted day and holds all it held, else the lowest that holds it; or None."""
        image = self.image(unit, day, wanted)
        if unit.lives(wanted) and image <= set(self.structure.below(unit, wanted)):
            return unit
        for other in self.structure.above(min(image, key=lambda one: one.place), wanted):
            if image <= set(self.structure.below(other, wanted)):
                return other
        return None


class Carrier:
    def __init__(self, oracle, wanted):
        self.oracle, self.wanted = oracle, wanted
        self.territory = Territory(oracle.structure)
        self.territory.by_basis = self.by_basis
        self.structure = oracle.structure

    def figure(self, code, unit, period):
        """What is shown, and what is handed upward, of a unit of the wanted structure."""
        oracle = self.oracle
        day = period.last(oracle.calendar(code))
        if oracle.indicators[code]["rule"] == "formula":
            return oracle.formula(code, unit, period)
        inside = set(self.structure.below(unit, self.wanted))
        whole, split = [], []
        for top in [one for one in self.structure.units if one.lives(day) and one.parent(day) is None]:
            self.gather(code, unit, top, day, inside, whole, split)
        if len(whole) == 1 and not split and self.territory.holder(whole[0], day, self.wanted) is unit:
            shown = oracle.shown(code, whole[0], period)
            return shown if whole == [unit] else self.renamed(shown)  # the same land: its figure as it is
        return self.merged(code, unit, period, inside, whole, split)

    @staticmethod
    def renamed(shown):
        shown = copy.copy(shown)
        shown.origin = "carried" if shown.origin else ""
        return shown

    def gather(self, code, unit, one, day, inside, whole, split):
        """The largest units of the period's own structure that lie wholly inside, and those that measure and lie in part."""
        same = unit.lives(day) and one is not unit and self.bottom(one, day) == self.bottom(unit, day)
        if self.territory.holder(one, day, self.wanted) in inside and not same:
            whole.append(one)
            return
        if not self.territory.image(one, day, self.wanted) & inside:
            return
        if self.oracle.is_leaf(code, one, day) and not self.contains(one, day, inside):
            split.append(one)
            return
        for child in self.structure.children(one, day):
            self.gather(code, unit, child, day, inside, whole, split)

    def bottom(self, one, day):
        return {other for other in self.structure.below(one, day) if not self.structure.children(other, day)}

    def contains(self, one, day, inside):
        """Whether the land inside is all of this unit's, as of a parent of what is asked: nothing of it lies there alone."""
        holder = self.territory.holder(one, day, self.wanted)
        return holder is one and one not in inside and not self.territory.image(one, day, self.wanted) & inside

    def merged(self, code, unit, period, inside, whole, split):
        oracle, hand, refused = self.oracle, Hand(), False
        for one in whole:
            hand.add(oracle.handed(code, one, period))
        for one in split:
            part = self.part(code, one, period, inside)
            hand.add(part)
            refused |= part.refused
        shown = oracle.of_children(code, hand)
        shown.speakers = hand.speakers
        if refused:
            return Shown(owed=shown.owed, reporting=shown.reporting)
        if shown.origin:
            shown.origin = "carried"
        return shown

    def part(self, code, one, period, inside):
        """What a split unit hands to those of its parts that lie inside."""
        oracle = self.oracle
        hand, given = Hand(), oracle.handed(code, one, period)
        hand.owed, hand.units, hand.refused = given.owed, given.units, False
        if oracle.owed_share(code):
            hand.pieces = given.pieces
        if not given.reporting:
            return hand
        day = period.last(oracle.calendar(code))
        pieces = self.parts_of(code, given, one, day, inside)
        if pieces is None:
            hand.refused = True
            return hand
        hand.pieces, hand.statuses = pieces, [*given.statuses, "E"]
        hand.reporting = hand.weak = given.reporting
        hand.stood_in, hand.partial, hand.speakers, hand.owing = given.stood_in, given.partial, given.speakers, given.owing
        return hand

    def parts_of(self, code, given, one, day, inside):
        indicator = self.oracle.indicators[code]
        copied = indicator.get("split") == "copy"
        if indicator["rule"] not in AMOUNTS and not (copied and indicator["rule"] == "weighted_mean"):
            return given.pieces if indicator.get("split") == "copy" else None
        if self.wanted < day:
            return None  # what was merged is not taken apart again
        shares = self.territory.shares(one, day, self.wanted)
        if None in shares.values() or not shares:
            return None
        told = set().union(*(self.structure.below(end, self.wanted) for end in shares))
        if not self.territory.image(one, day, self.wanted) <= told:
            return None
        piece = given.pieces[0]
        if indicator["rule"] == "sum":
            return [Piece(self.cut(piece.a, shares, indicator, inside), piece.b, piece.units)]
        sides = self.oracle.sides(indicator)
        first, second = (self.oracle.indicators[side] for side in sides)
        b = self.cut(piece.b, shares, second, inside)
        if indicator["rule"] == "weighted_mean":
            return [Piece(piece.a / piece.b * b if piece.b else Fraction(0), b)]
        return [Piece(self.cut(piece.a, shares, first, inside), b)]

    def cut(self, value, shares, indicator, inside):
        """The parts inside, each rounded to the indicator's decimals by largest remainder, ties in structure order."""
        scale = 10 ** max(indicator.get("decimals", 0), self.places(value))
        units = abs(value) * scale
        ends = self.in_order(list(shares))
        parts = {end: (units * shares[end]).__floor__() for end in ends}
        left = int(units) - sum(parts.values())
        for end in sorted(ends, key=lambda end: -(units * shares[end] - parts[end]))[:left]:
            parts[end] += 1
        total = Fraction(sum(part for end, part in parts.items() if end in inside), scale)
        return -total if value < 0 else total

    @staticmethod
    def places(value):
        places = 0
        while (value * 10 ** places).denominator != 1:
            places += 1
        return places

    def in_order(self, units):
        """Depth first, siblings in the plan's order."""
        def path(unit):
            return [one.place for one in reversed(self.structure.above(unit, self.wanted))]
        return sorted(units, key=path)

    # ---- Shares by a basis ----

    def by_basis(self, unit, on, record):
        """Each successor's figure less that of its whole predecessors, not below 0, both sides brought to one total within
        the group that the change connects; what several split units share is divided as their own figures are."""
        left, right = self.group(unit, on)
        code = record["basis"]
        before = {one: self.latest(code, one, on - DAY) for one in left}
        after = {one: self.earliest(code, one, on) for one in right}
        if None in before.values() or None in after.values() or sum(after.values()) == 0:
            return None
        scale = sum(before.values()) / sum(after.values())
        successor = self.structure.find(record["successor"], on)
        gains = {one: self.gain(one, on, before, after[one] * scale) for one in self.successors(unit, on)}
        parts = {one: gains[one] * self.claim(unit, one, on, before) for one in gains}
        total = sum(parts.values())
        return parts[successor] / total if total else None

    def edges(self, on):
        return [(left, right) for left, right, at, _ in self.structure.successions if at == on]

    def successors(self, unit, on):
        return [right for left, right in self.edges(on) if left is unit]

    def group(self, unit, on):
        left, right, grown = {unit}, set(), True
        while grown:
            grown = False
            for one, other in self.edges(on):
                if (one in left) != (other in right) or (one in left and other not in right):
                    left.add(one)
                    right.add(other)
                    grown = True
            for one in list(right):  # a unit that goes on brings what it was
                if one.lives(on - DAY) and one not in left:
                    left.add(one)
                    grown = True
        return left, right

    def gain(self, successor, on, before, after):
        whole = [one for one in before if self.successors(one, on) == [successor] or
                 (one is successor and not self.successors(one, on))]
        return max(Fraction(0), after - sum(before[one] for one in whole))

    def claim(self, unit, successor, on, before):
        """The part of what a successor gained that came from this split unit."""
        sharing = [one for one in before if successor in self.successors(one, on) and len(self.successors(one, on)) > 1]
        total = sum(before[one] for one in sharing)
        return Fraction(1) if sharing == [unit] else before[unit] / total if total else Fraction(0)

    def latest(self, code, unit, day):
        """The figure of the last period that ended by the day."""
        period = self.at(code, day)
        return self.known(code, unit, period if period.last() == day else period.shifted(-1))

    def earliest(self, code, unit, day):
        """The figure of the first period that began on the day or after it."""
        period = self.at(code, day)
        return self.known(code, unit, period if period.first() == day else period.shifted(1))

    def at(self, code, day):
        return Period("day", day=day).containing(self.oracle.indicators[code]["frequency"])

    def known(self, code, unit, period):
        if not unit.lives(period.last()):
            return None
        shown = self.oracle.shown(code, unit, period)
        return shown.value if shown.value is not None and shown.reporting == shown.owed else None
