"""docs/plan.schema.json against the plans that the reader is tested with.

Every good plan is taken. Of a bad one, each problem whose code a schema can express is refused at its place (or at the
object around it), and a plan that only has other problems is taken: it has the right form.

Then good plans are spoiled in every place, and the schema's verdict held against that of resolution-check.

    schema.py ROOT RESOLUTION_CHECK
"""
import copy
import json
import pathlib
import re
import subprocess
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("python3-jsonschema is not there: not tested")
    sys.exit(77)

# What a schema can say of a plan. Dates are not of these: which days a year has, it cannot say.
EXPRESSIBLE = {
    "wrong_type", "missing_member", "unknown_member", "misplaced_member", "not_supported_yet", "unknown_word", "bad_value",
    "bad_period", "bad_number", "not_finite", "two_forms", "not_a_plan", "bad_table_name", "two_parents",
    "share_and_basis", "bad_code",
}
# Not JSON, or no text that JSON's parser of another language reads alike.
UNREADABLE = {"syntax", "empty_file", "not_utf8", "nul_byte", "lone_surrogate", "too_deep", "duplicate_member",
              "number_too_long"}
PROBLEM = re.compile(r"^([a-z0-9_]+) in\.json:\d+:\d+: error: .*?(?: \(([^()]*)\))?$")
failures = []


def steps(path):
    return [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", path or "")]


def agrees(code, place, error):
    """Is the schema's error at the place, inside it, or at the object around it, and does it name the member?"""
    at = list(error.absolute_path)
    shorter = min(len(at), len(place))
    if at[:shorter] != place[:shorter] or len(place) - len(at) > 1:
        return False
    names = code in ("unknown_member", "misplaced_member") or error.validator == "required"
    return not names or not place or len(at) >= len(place) or repr(place[-1]) in error.message


def look_at_case(validator, folder):
    problems = []
    want = folder / "want.txt"
    for line in want.read_text(encoding="utf-8").splitlines() if want.exists() else []:
        found = PROBLEM.match(line)
        if found:
            problems.append((found.group(1), steps(found.group(2)), line))
    if any(code in UNREADABLE for code, _, _ in problems):
        return 0
    try:
        plan = json.loads((folder / "in.json").read_text(encoding="utf-8"))
    except ValueError:
        failures.append(f"{folder.name}: no JSON, and the reader takes it")
        return 1
    errors = list(validator.iter_errors(plan))
    expressible = [problem for problem in problems if problem[0] in EXPRESSIBLE]
    for code, place, line in expressible:
        if not any(agrees(code, place, error) for error in errors):
            failures.append(f"{folder.name}: the schema takes what the reader refuses: {line}")
    if not problems or not expressible:
        dates = any(code == "bad_date" for code, _, _ in problems)
        for error in errors:
            if not dates:
                failures.append(f"{folder.name}: the schema refuses {list(error.absolute_path)}: {error.message[:120]}")
    return 1


def places_of(value, at=()):
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield at + (key,)
        yield from places_of(child, at + (key,))


def spoiled(plan):
    """The plan without one of its values, with another kind of value there, or with a member more."""
    seen = set()
    for at in places_of(plan):
        kind = tuple(key for key in at if not isinstance(key, int))
        if at and (kind, isinstance(at[-1], int)) in seen:
            continue
        seen.add((kind, isinstance(at[-1], int)))
        for other in (None, 7, "?", [], {}, True, {"colour": 1}, "2025"):
            copied = copy.deepcopy(plan)
            holder = copied
            for key in at[:-1]:
                holder = holder[key]
            if other is None:
                del holder[at[-1]]
            elif isinstance(holder[at[-1]], dict) and isinstance(other, dict):
                holder[at[-1]].update(other)
            else:
                holder[at[-1]] = other
            yield at, other, copied


def compare(validator, plan, program):
    count = 0
    for at, other, bad in spoiled(plan):
        result = subprocess.run([program, "--quiet", "--format", "jsonl", "-"], input=json.dumps(bad).encode(),
                                stdout=subprocess.PIPE, check=False)
        problems = [json.loads(line) for line in result.stdout.decode().splitlines()]
        codes = {problem["code"] for problem in problems if problem["severity"] == "error"}
        takes = validator.is_valid(bad)
        where = f"{list(at)} = {other!r}"
        if not takes and not codes:
            error = next(validator.iter_errors(bad))
            failures.append(f"{where}: the reader takes it, the schema does not: {error.message[:120]}")
        # Where the baseline's period may come from the resolution, a schema of the target cannot say that it is missing.
        if takes and codes & EXPRESSIBLE and at[2:] != ("baseline", "period"):
            failures.append(f"{where}: the schema takes it, the reader does not: {sorted(codes)}")
        count += 1
    return count


def main():
    root = pathlib.Path(sys.argv[1])
    schema = json.loads((root / "docs/plan.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    looked_at = sum(look_at_case(validator, folder) for folder in sorted((root / "tests/data/plan").iterdir()))
    plans = sorted((root / "examples/data").glob("*/plan.json")) + [root / "tests/examples/district.json"]
    for plan in plans:
        for error in validator.iter_errors(json.loads(plan.read_text(encoding="utf-8"))):
            failures.append(f"{plan}: the schema refuses {list(error.absolute_path)}: {error.message[:120]}")
    district = json.loads((root / "tests/examples/district.json").read_text(encoding="utf-8"))
    spoilt = compare(validator, district, sys.argv[2])
    for case in ("good", "good-engine", "good-review"):
        good = json.loads((root / "tests/data/plan" / case / "in.json").read_text(encoding="utf-8"))
        spoilt += compare(validator, good, sys.argv[2])
    if looked_at < 10 or len(plans) < 2 or spoilt < 100:
        failures.append("no cases were found: the check itself is broken")
    print("\n".join(failures))
    return 1 if failures else 0


sys.exit(main())
