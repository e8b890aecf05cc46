"""Expressions of formulas and conditions, in three-valued logic; a number is a fraction with the error it may carry."""
import re
from fractions import Fraction

HALF_ULP = Fraction(1, 2**53)
TOKEN = re.compile(r'\s*("[^"]*"|[A-Za-z0-9_]+(?:\.[0-9]+)?|<=|>=|<>|!=|==|[-+*/(),<>=\[\]:])')
UNKNOWN = None


class Number:
    """A value, and how far a double worked out for it may lie away: formulas are doubles, one fixed order (R10)."""

    def __init__(self, value, error=Fraction(0)):
        self.value, self.error = Fraction(value), error

    def rounded(self):
        return Number(self.value, self.error + abs(self.value) * HALF_ULP * 2)


def parse(text):
    """The expression as nested tuples: (operator, operands...), ("number", x) or ("code", code, shift, grade)."""
    tokens = TOKEN.findall(text) + [None]
    tree, rest = parse_or(tokens)
    assert rest == [None], (text, rest)
    return tree


def parse_left(tokens, operators, below):
    tree, tokens = below(tokens)
    while tokens[0] in operators:
        operator = tokens[0]
        right, tokens = below(tokens[1:])
        tree = (operator, tree, right)
    return tree, tokens


def parse_or(tokens):
    return parse_left(tokens, ["or"], parse_and)


def parse_and(tokens):
    return parse_left(tokens, ["and"], parse_not)


def parse_not(tokens):
    if tokens[0] == "not":
        tree, tokens = parse_not(tokens[1:])
        return ("not", tree), tokens
    return parse_left(tokens, ["<", "<=", "=", "==", ">=", ">", "!=", "<>"], parse_sum)


def parse_sum(tokens):
    return parse_left(tokens, ["+", "-"], parse_product)


def parse_product(tokens):
    return parse_left(tokens, ["*", "/"], parse_sign)


def parse_sign(tokens):
    if tokens[0] == "-":
        tree, tokens = parse_sign(tokens[1:])
        return ("negative", tree), tokens
    return parse_leaf(tokens)


def parse_leaf(tokens):
    token, tokens = tokens[0], tokens[1:]
    if token == "(":
        tree, tokens = parse_or(tokens)
        return tree, tokens[1:]
    if re.fullmatch(r"[0-9.]+", token):
        return ("number", Fraction(token)), tokens
    if tokens[0] == "(" and not token.startswith('"'):
        arguments, tokens = [], ["," ] + tokens[1:]
        while tokens[0] == ",":
            tree, tokens = parse_or(tokens[1:])
            arguments.append(tree)
        return (token, *arguments), tokens[1:]
    shift, grade = 0, None
    if tokens[0] == "[":
        shift, tokens = -int(tokens[2]), tokens[4:]
    if tokens[0] == ":":
        grade, tokens = tokens[1], tokens[2:]
    return ("code", token.strip('"'), shift, grade), tokens


def codes(tree):
    """(code, shift, grade) of every reference."""
    if tree[0] == "code":
        return [tree[1:]]
    return [code for part in tree[1:] if isinstance(part, tuple) for code in codes(part)]


def evaluate(tree, figure):
    """`figure(code, shift, grade)` gives a Number or None. A division by zero makes the result absent, as an absent operand."""
    name, parts = tree[0], tree[1:]
    if name == "number":
        return Number(parts[0])
    if name == "code":
        return figure(*parts)
    if name in ("and", "or"):
        return both(name, [evaluate(part, figure) for part in parts])
    values = [evaluate(part, figure) for part in parts] if name != "if" else [evaluate(parts[0], figure)]
    if name == "coalesce":
        return next((value for value in values if value is not None), None)
    if any(value is None for value in values):
        return None
    if name == "if":
        return evaluate(parts[1] if values[0] else parts[2], figure)
    if name == "not":
        return not values[0]
    return arithmetic(name, values)


def both(name, values):
    """A known failure decides an `and`, a known truth an `or`; else unknown."""
    decisive = name == "or"
    if any(value is decisive for value in values):
        return decisive
    return UNKNOWN if any(value is None for value in values) else not decisive


def arithmetic(name, values):
    a = values[0]
    b = values[1] if len(values) > 1 else None
    if name == "negative":
        return Number(-a.value, a.error)
    if name == "abs":
        return Number(abs(a.value), a.error)
    if name in ("min", "max"):
        chosen = (min if name == "min" else max)(values, key=lambda one: one.value)
        return Number(chosen.value, max(value.error for value in values))
    if name == "round":
        scale = 10 ** int(b.value if b else 0)
        units = abs(a.value) * scale + Fraction(1, 2)
        return Number(Fraction(units.__floor__(), scale) * (-1 if a.value < 0 else 1)).rounded()
    if name in "+-":
        return Number(a.value + b.value if name == "+" else a.value - b.value, a.error + b.error).rounded()
    if name == "*":
        error = abs(a.value) * b.error + abs(b.value) * a.error + a.error * b.error
        return Number(a.value * b.value, error).rounded()
    if name == "/":
        if b.value == 0:
            return None
        return Number(a.value / b.value, (a.error + abs(a.value / b.value) * b.error) / abs(b.value) * 2).rounded()
    return {"<": a.value < b.value, "<=": a.value <= b.value, "=": a.value == b.value, "==": a.value == b.value,
            ">": a.value > b.value, ">=": a.value >= b.value, "!=": a.value != b.value, "<>": a.value != b.value}[name]
