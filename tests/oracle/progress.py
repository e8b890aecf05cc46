"""The path, its progress and its words by definition (T4 to T7): numbers in, numbers out, in fractions."""
import decimal as decimals
import math
from fractions import Fraction

decimals.getcontext().prec = 90
LIBRARY_RULE = {"on_track": "0.95", "behind": "0.60", "nearly_met": "0.95", "beyond": "exceeded", "inside": "met",
                "compare": "exact"}
EARLY = {"exceeded": "exceeded_early", "met": "met_early"}


class Fault(Exception):
    """Why a growth cannot be told: a reason code."""


def precise(value):
    return decimals.Decimal(value.numerator) / decimals.Decimal(value.denominator)


def power(base, exponent):
    """To 80 digits; a root that is a short number is that number."""
    if exponent.denominator == 1:
        return base ** int(exponent)
    found = (precise(base).ln() * precise(exponent)).exp()
    short = Fraction(found.quantize(decimals.Decimal(10) ** -30))
    return short if abs(short - Fraction(found)) < Fraction(1, 10**55) else Fraction(found)


def growth(start, end, years):
    """Percent a year, compound."""
    if start == 0 or end == 0:
        raise Fault("zero_base")
    if start < 0 or end < 0:
        raise Fault("sign_change")
    return 100 * (power(end / start, 1 / years) - 1)


def rounded(value, places):
    """Half away from zero."""
    units = abs(value) * 10 ** places + Fraction(1, 2)
    return Fraction(units.__floor__(), 10 ** places) * (-1 if value < 0 else 1)


class Wanted:
    """What holds. `way` 1: more is better and only the lower end fails, -1: the other way round, 0: both ends fail. `goal`:
    where the path leads; None: the nearer side, seen from the baseline."""

    def __init__(self, low, high, way, strict=False, goal=None):
        self.low, self.high, self.way, self.strict, self.goal = low, high, way, strict, goal
        self.shown = (low, high)  # before a tolerance

    def holds(self, value):
        if not self.way:
            return self.low <= value <= self.high
        beyond = self.way * (value - self.bad())
        return beyond > 0 or (beyond == 0 and not self.strict)

    def bad(self):
        return self.low if self.way > 0 else self.high

    def good(self):
        return self.high if self.way > 0 else self.low

    def beyond(self, value):
        return self.way != 0 and self.holds(value) and self.way * (value - self.good()) > 0

    def leads_to(self, start):
        """The value that the path leads to; None: nobody says which side."""
        if self.goal is not None:
            return self.goal
        if self.low == self.high:
            return self.low
        return None if start is None else self.nearest(start)

    def to_reach(self, value=None):
        """The end that has to be reached; where both do, the one that the value fails."""
        if self.goal is not None or self.way or self.low == self.high:
            return self.goal if self.goal is not None else self.bad() if self.way else self.low
        return None if value is None or self.holds(value) else self.nearest(value)

    def nearest(self, value):
        """The point of it that is nearest to the value: inside it the value itself, from where no way is left."""
        if self.goal is not None:
            return self.goal
        return min(max(value, self.low), self.high)

    def moved(self, change):
        """Every number of it changed, as growth a year to a level."""
        found = Wanted(change(self.low), change(self.high), self.way, self.strict, None if self.goal is None else change(self.goal))
        found.shown = tuple(change(end) for end in self.shown)
        return found


def wanted(condition, direction):
    """Of the members of a target or a condition (T4)."""
    side = {"increase": 1, "decrease": -1}.get(direction, 0)
    if not isinstance(condition, dict):
        condition = {"at_least" if side > 0 else "at_most": condition}
    number = lambda name: Fraction(str(condition[name]))
    for name, way, strict in (("at_least", 1, False), ("above", 1, True), ("at_most", -1, False), ("below", -1, True)):
        if name in condition:
            return Wanted(number(name), number(name), way, strict)
    if "exactly" in condition:
        return Wanted(number("exactly"), number("exactly"), 0)
    name = "between" if "between" in condition else "about"
    if isinstance(condition[name], list):
        low, high = (Fraction(str(end)) for end in condition[name])
        return Wanted(low, high, side)
    middle, within = number("about"), Fraction(str(condition.get("tolerance", 0)))
    if "tolerance" not in condition:
        return Wanted(middle, middle, side)
    ends = {1: (middle - within, middle), -1: (middle, middle + within), 0: (middle - within, middle + within)}[side]
    found = Wanted(*ends, side, goal=middle)
    found.shown = (middle, middle)
    return found


class Found:
    """What the columns tell; None is an empty field."""

    def __init__(self, **members):
        self.rating = self.reason = self.expected = self.achieved = self.of_target = self.pace = self.required = None
        self.gap = self.progress = self.target = self.actual = self.aim = None
        self.regression = False
        self.final = False  # the last figure could not make another verdict of it
        self.unsure = set()  # columns that the pages do not decide
        self.__dict__.update(members)

    def acceleration(self):
        return None if self.pace in (None, 0) or self.required is None else self.required / self.pace


class Rule:
    """A rating rule, every member of it."""

    def __init__(self, members, places):
        self.members, self.places = {**LIBRARY_RULE, **members}, places

    def number(self, name):
        return Fraction(str(self.members[name]))

    def shown(self, value, least=0):
        shown = self.members["compare"] == "shown" and value is not None
        return rounded(value, max(self.places, least)) if shown else value

    def seen(self, aim, least=0):
        return aim.moved(lambda end: self.shown(end, least))

    def word(self, aim, value):
        """Of what holds: (`exceeded` or `met`, whether it is past the bound)."""
        past = aim.beyond(value)
        return (self.members["beyond"] if past else {"met": "met", "exceeded": "exceeded"}[self.members["inside"]]), past

    def cut(self, progress, reasons):
        if progress >= self.number("on_track"):
            return "on_track", reasons + "on_track"
        if progress >= self.number("behind"):
            return "behind", reasons + "behind"
        return "off_track", reasons + "off_track"

    def nearly(self, aim, value, progress):
        """What failed is nearly met: by progress, as a share of the value to reach, or by a distance."""
        near = self.members["nearly_met"]
        if not isinstance(near, dict):
            return progress is not None and progress >= Fraction(str(near))
        end = aim.bad() if aim.way else aim.low if value < aim.low else aim.high
        if "within" in near:
            return abs(value - end) <= Fraction(str(near["within"]))
        over, under = (value, end) if value < end or (aim.way > 0 and value == end) else (end, value)
        return under > 0 and over / under >= Fraction(str(near["level"]))


class Path:
    """From the baseline through points to the goal, over clocks in months."""

    def __init__(self, kind, points):
        self.kind, self.points = kind, points

    def at(self, clock):
        (first, low), (last, high) = self.points[0], self.points[-1]
        if clock >= last:
            return high
        if self.kind == "compound":
            if low == 0:
                raise Fault("zero_base")
            if high / low <= 0:
                raise Fault("sign_change")
            return low * power(high / low, Fraction(clock - first, last - first))
        for (start, low), (end, high) in zip(self.points, self.points[1:]):
            if clock <= end:
                return low + (high - low) * Fraction(clock - start, end - start)


def no_data(reason, **members):
    return Found(rating="no_data", reason=reason, **members)


def change(compound, start, end, months):
    """The pace between two figures; None where there is none."""
    if start is None or end is None or months <= 0:
        return None
    years = Fraction(months, 12)
    try:
        return growth(start, end, years) if compound else (end - start) / years
    except Fault:
        return None


def end_value(aim, rule, baseline, actual, path, goal, compound, clocks, ended):
    """Forms of the end value. `clocks`: of the baseline, the actual, `by`, in months."""
    found = Found(target=aim.shown, actual=actual)
    start, now, end = clocks
    fault = None
    reach = aim.to_reach(actual) if aim.way or baseline is None or aim.holds(baseline) else goal
    if reach:
        found.of_target = 100 * actual / reach
    found.required = change(compound, actual, aim.nearest(actual), end - now)
    if baseline is not None:
        found.pace = change(compound, baseline, actual, now - start)
        if goal is not None:
            if goal != baseline:
                found.achieved = 100 * (actual - baseline) / (goal - baseline)
        if path is not None:
            try:
                found.expected = path.at(min(now, end))
                found.gap = actual - found.expected
            except Fault as told:
                fault = str(told)
    seen, value, base, wish = rule.seen(aim), rule.shown(actual), rule.shown(baseline), rule.shown(found.expected)
    way = aim.way
    if not way and goal is not None and baseline is not None:
        way = (rule.shown(goal) > base) - (rule.shown(goal) < base)
    rises = wish is not None and way * (wish - base) > 0
    if wish is not None:
        found.progress = (value - base) / (wish - base) if wish != base else None
        far = seen.high if way > 0 else seen.low
        if not aim.way and way * (value - far) > 0 and far != base:  # as far past it as it would be short of it
            found.progress = 1 - (value - far) / (far - base)
    if not aim.way and not way:
        found.unsure.add("ratio")  # the pages do not say how far it is to where it was already
    worse = baseline is not None and way * (value - base) < 0
    if ended:
        return at_end(found, seen, rule, value, worse, found.progress if rises else None)
    if baseline is not None and seen.holds(base):
        held = seen.holds(value)
        found.rating, found.reason = ("on_track", "baseline_kept") if held else ("off_track", "baseline_lost")
        found.regression = not held and way * (value - base) < 0
        return found
    if seen.holds(value):
        say_reached(found, seen, rule, value, False)
        return found
    if baseline is None or fault or found.expected is None:
        found.rating, found.reason = ("not_rated", fault) if fault else ("no_data", "no_baseline")
        return found
    if not rises:
        kept = way * (value - wish) >= 0
        found.rating, found.reason = ("on_track", "flat_path_kept") if kept else ("behind", "flat_path_lost")
        return found
    if worse:
        found.rating, found.reason, found.regression = "off_track", "worse_than_baseline", True
        return found
    found.rating, found.reason = rule.cut(found.progress, "progress_")
    return found


def at_end(found, seen, rule, value, worse, progress):
    """The words of the end."""
    if seen.holds(value):
        say_reached(found, seen, rule, value, True)
        return found
    near = rule.nearly(seen, value, progress)
    found.rating, found.reason = ("nearly_met", "nearly_reached") if near else ("missed", "not_reached")
    found.regression = worse
    return found


def say_reached(found, seen, rule, value, ended):
    word, past = rule.word(seen, value)
    if ended:
        found.rating, found.reason = word, "beyond_target" if past else "reached_target"
    else:
        found.rating, found.reason = EARLY[word], "beyond_early" if past else "reached_early"


def against(aim, value):
    """Progress of an average: against the end that fails, where the ratio is defined (T7)."""
    if aim.way < 0 and aim.holds(value):
        return Fraction(1)
    if aim.way > 0 or (not aim.way and value < aim.low):
        end = aim.low
        return value / end if end > 0 else None
    if aim.way < 0 or value > aim.high:
        end = aim.high
        return end / value if end > 0 and value > 0 else None
    return None


def average(aim, rule, value, ended):
    """Of what an average so far is called. `found` is filled but for the rating."""
    found = Found(target=aim.shown, actual=value, expected=aim.to_reach(value))
    if found.expected is not None:
        found.gap = value - found.expected
        if found.expected:
            found.of_target = 100 * value / found.expected
    found.progress = against(aim, rule.shown(value, 2))
    return rate_average(found, rule.seen(aim, 2), rule, rule.shown(value, 2), ended)


def rate_average(found, seen, rule, value, ended):
    if ended:
        return at_end(found, seen, rule, value, False, found.progress)
    if seen.holds(value):
        found.rating, found.reason = "on_track", "average_holds"
    elif found.progress is None:
        found.rating, found.reason = "off_track", "average_fails"
    else:
        found.rating, found.reason = rule.cut(found.progress, "average_")
    return found


def total(aim, rule, value, path, clocks, ended, never_negative):
    """A running sum: it begins at 0."""
    start, now, end = clocks
    goal = aim.to_reach() if aim.way else aim.leads_to(Fraction(0))
    found = Found(target=aim.shown, actual=value)
    found.pace = change(False, Fraction(0), value, now - start)
    if goal is not None:
        found.expected = path.at(min(now, end))
        found.gap = value - found.expected
        found.required = change(False, value, aim.nearest(value), end - now)
        if goal != 0:
            found.achieved = found.of_target = 100 * value / goal
    seen, value, wish = rule.seen(aim), rule.shown(value), rule.shown(found.expected)
    if wish:
        found.progress = value / wish
    if ended:  # of a cap more is no progress
        return at_end(found, seen, rule, value, False, found.progress if seen.way >= 0 else None)
    if seen.way < 0:
        if never_negative and not seen.holds(value):
            found.rating, found.reason = "off_track", "cannot_be_met_any_more"
        elif value <= wish:
            found.rating, found.reason = "on_track", "cap_within_expected"
        else:
            found.rating, found.reason = "behind", "cap_above_expected"
        return found
    if seen.holds(value) and never_negative:
        say_reached(found, seen, rule, value, False)
        return found
    if wish is None or wish <= 0:
        kept = value >= wish
        found.rating, found.reason = ("on_track", "flat_path_kept") if kept else ("behind", "flat_path_lost")
        return found
    found.rating, found.reason = rule.cut(found.progress, "progress_")
    return found


# ---- The outlook: a straight line by least squares, with the interval of a new figure ----

def student(degrees, level=0.95):
    """Within as many standard errors lies the level: by bisection of the closed forms of the distribution."""
    def inside(t):
        angle = math.atan(t / math.sqrt(degrees))
        sine, cosine = math.sin(angle), math.cos(angle)
        if degrees % 2:
            term, total = cosine, 0.0
            for k in range(1, (degrees - 1) // 2 + 1):
                total += term
                term *= cosine * cosine * 2 * k / (2 * k + 1)
            return 2 / math.pi * (angle + sine * total)
        term, total = 1.0, 0.0
        for k in range(1, degrees // 2 + 1):
            total += term
            term *= cosine * cosine * (2 * k - 1) / (2 * k)
        return sine * total
    low, high = 0.0, 1e3
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if inside(middle) < level else (low, middle)
    return (low + high) / 2


def outlook(points, at):
    """(projected, low, high) of [(time in years, figure)]; None of fewer than three."""
    if len(points) < 3:
        return None
    many = len(points)
    mean_time, mean = (Fraction(sum(point[n] for point in points)) / many for n in (0, 1))
    spread = sum((time - mean_time) ** 2 for time, _ in points)
    slope = sum((time - mean_time) * (value - mean) for time, value in points) / spread
    projected = mean + slope * (at - mean_time)
    residuals = sum((value - mean - slope * (time - mean_time)) ** 2 for time, value in points)
    error = math.sqrt(residuals / (many - 2) * (1 + Fraction(1, many) + (at - mean_time) ** 2 / spread))
    width = Fraction(student(many - 2) * error)
    return projected, projected - width, projected + width


def chance(interval, aim, places):
    """Whether all of the interval of a new figure meets a target that is one value, or nothing of it; None: the pages do not say it
    of a range."""
    if aim.low != aim.high or not aim.way:
        return None
    _, low, high = interval
    if high - low < Fraction(1, 10**places):
        return "cannot_tell"
    ends = [aim.way * (end - aim.low) >= 0 for end in (low, high)]
    return "likely" if all(ends) else "cannot_tell" if any(ends) else "unlikely"
