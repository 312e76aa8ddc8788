"""Decides a query of halmos: `solver.py FILE.smt2` prints `unsat`, `sat` with a model, or `unknown`.

Money is multiplied and divided, and solvers of bit vectors give up on 256-bit products. So the query is asked twice at
once, and the first answer counts: as it is, of yices, and translated to integers, of z3. The translation is exact: each
bit vector becomes the integer that it denotes, and each operation wraps around wherever its result may leave the
width, as far as the operands' ranges do not exclude it. An operation on bits without a counterpart becomes an unknown
value: then only `unsat` counts.

How long z3 looks for a proof of nonlinear facts is a matter of luck: a renamed variable can turn a second into a minute.
So nothing is left to chance. Variables, to which halmos gives random names, get the same names in every run; and z3 starts
afresh with the next seed, and with more patience each time, when it has not answered in a few seconds. They are seconds
of the processor, so that a busy machine needs longer and finds the same.
"""

import os
import re
import resource
import selectors
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import z3

YICES = os.path.join(os.path.dirname(os.path.abspath(sys.executable)), "yices-smt2")

# Seconds of the processor for each attempt of z3. Most proofs take less than one.
PATIENCE = [2, 2, 2, 2, 4, 4, 4, 4, 8, 8, 8, 8, 16, 16, 32, 64, 128]


class Untranslatable(Exception):
    """An operation on bits without a counterpart on integers that is worth having."""


@dataclass(frozen=True)
class Value:
    """An integer term that denotes a bit vector, and what is known of it."""

    term: z3.ArithRef
    low: int
    high: int
    zeros: int = 0  # trailing bits that are known to be zero
    factors: tuple["Value", ...] = ()  # of a product that has not wrapped


def number(value: int) -> Value:
    zeros = (value & -value).bit_length() - 1 if value else 512
    return Value(z3.IntVal(value), value, value, zeros)


def is_one_bit(value: Value) -> bool:
    return value.high <= 1


class Translation:
    def __init__(self) -> None:
        self.side = []  # what holds of every integer that stands for a bit vector
        self.bounds = {}  # facts of earlier assertions: identity of a term -> (low, high)
        self.kept = []  # keeps those terms alive, so that identities stay unique
        self.cache = {}
        self.booleans = {}
        self.names = {}  # variable -> width
        self.exact = True  # until something opaque is used
        self.functions = {}

    # FACTS

    def learn(self, term, low: int, high: int) -> None:
        if z3.is_bv_value(term):
            return
        known = self.bounds.get(term.get_id(), (0, 2 ** term.size() - 1))
        better = (max(low, known[0]), min(high, known[1]))
        if better != known:
            self.kept.append(term)
            self.bounds[term.get_id()] = better
            self.cache = {}
            self.booleans = {}

    def learn_from(self, fact, positive: bool = True) -> None:
        """Ranges that an assertion gives, which is itself translated without them."""
        kind = fact.decl().kind()
        if kind == z3.Z3_OP_NOT:
            self.learn_from(fact.arg(0), not positive)
        elif kind == z3.Z3_OP_AND and positive:
            for part in fact.children():
                self.learn_from(part)
        elif kind == z3.Z3_OP_OR and not positive:
            for part in fact.children():
                self.learn_from(part, False)
        elif kind == z3.Z3_OP_EQ and z3.is_bv(fact.arg(0)):
            self.learn_equality(fact.arg(0), fact.arg(1), positive)
            self.learn_equality(fact.arg(1), fact.arg(0), positive)
        elif kind in (z3.Z3_OP_ULEQ, z3.Z3_OP_UGEQ, z3.Z3_OP_ULT, z3.Z3_OP_UGT):
            small, large = fact.children()
            if kind in (z3.Z3_OP_UGEQ, z3.Z3_OP_UGT):
                small, large = large, small
            strict = kind in (z3.Z3_OP_ULT, z3.Z3_OP_UGT)
            if not positive:
                small, large, strict = large, small, not strict
            low, high = self.value(small).low, self.value(large).high
            self.learn(small, 0, high - strict)
            self.learn(large, low + strict, 2 ** large.size() - 1)

    def learn_equality(self, term, other, positive: bool) -> None:
        value = self.value(other)
        if not positive:
            if value.low == value.high == 0:
                self.learn(term, 1, 2 ** term.size() - 1)
            return
        if value.low == value.high == 0 and term.decl().kind() == z3.Z3_OP_EXTRACT:
            high, low = term.params()
            if high == term.arg(0).size() - 1:
                self.learn(term.arg(0), 0, 2**low - 1)
        self.learn(term, value.low, value.high)

    # TERMS

    def value(self, term) -> Value:
        key = term.get_id()
        if key in self.cache:
            return self.cache[key][1]
        result = self.translate(term)
        if key in self.bounds:
            low, high = self.bounds[key]
            result = replace(result, low=max(low, result.low), high=min(high, result.high))
        self.cache[key] = (term, result)
        return result

    def translate(self, term) -> Value:
        width = term.size()
        if z3.is_bv_value(term):
            return number(term.as_long())

        kind = term.decl().kind()
        if kind == z3.Z3_OP_UNINTERPRETED:
            return self.application(term, width)
        if kind == z3.Z3_OP_SELECT:
            array, index = term.children()
            return self.bounded(z3.Select(self.array(array), self.value(index).term), width)
        if kind == z3.Z3_OP_ITE:
            condition, yes, no = self.boolean(term.arg(0)), self.value(term.arg(1)), self.value(term.arg(2))
            return self.choose(condition, yes, no)
        if kind == z3.Z3_OP_EXTRACT:
            high, low = term.params()
            return self.extract(term.arg(0), high, low)
        if kind == z3.Z3_OP_CONCAT:
            return self.concat(term)

        arguments = [self.value(argument) for argument in term.children()]
        match kind:
            case z3.Z3_OP_ZERO_EXT:
                return arguments[0]
            case z3.Z3_OP_SIGN_EXT:
                signed = self.signed(arguments[0], term.arg(0).size())
                return self.wrap(signed, width)
            case z3.Z3_OP_BADD | z3.Z3_OP_BSUB | z3.Z3_OP_BNEG:
                return self.wrap(self.sum(term), width)
            case z3.Z3_OP_BNOT:
                return self.complement(arguments[0], width)
            case z3.Z3_OP_BMUL:
                return self.multiply(arguments, width)
            case z3.Z3_OP_BUDIV | z3.Z3_OP_BUDIV_I:
                return self.divide(*arguments, number(2**width - 1))
            case z3.Z3_OP_BUREM | z3.Z3_OP_BUREM_I:
                return self.remainder(*arguments, arguments[0])
            case z3.Z3_OP_BAND:
                return self.fold(self.both, term, arguments, width)
            case z3.Z3_OP_BOR:
                return self.fold(self.either, term, arguments, width)
            case z3.Z3_OP_BXOR:
                return self.exclusive(term, width)
            case z3.Z3_OP_BSHL:
                if arguments[1].low != arguments[1].high:
                    return self.opaque(term, *arguments)
                return self.multiply([arguments[0], number(2 ** arguments[1].low)], width)
            case z3.Z3_OP_BLSHR:
                if arguments[1].low != arguments[1].high:
                    return self.opaque(term, *arguments)
                return self.divide(arguments[0], number(2 ** arguments[1].low), number(0))
        return self.opaque(term, *arguments)

    def opaque(self, term, *arguments: Value) -> Value:
        """Some value of the width, the same for the same arguments: enough to refute, too little for a model."""
        self.exact = False
        name = f"{term.decl().name()}!{term.size()}"
        function = z3.Function(name, *[z3.IntSort()] * (len(arguments) + 1))
        return self.bounded(function(*[argument.term for argument in arguments]), term.size())

    def application(self, term, width: int) -> Value:
        name = term.decl().name()
        arguments = [self.value(argument) for argument in term.children()] if "f_evm_" in name else None
        # halmos first asks with these left open; their meaning is fixed.
        if name.startswith("f_evm_bvmul_"):
            return self.multiply(arguments, width)
        if name.startswith("f_evm_bvudiv_"):
            return self.divide(*arguments, number(0))
        if name.startswith("f_evm_bvurem_"):
            return self.remainder(*arguments, number(0))
        if name.startswith("f_evm_"):
            raise Untranslatable(name)
        if term.num_args() == 0:
            self.names[name] = width
            return self.bounded(z3.Int(name), width)
        arguments = [self.value(argument).term for argument in term.children()]
        key = (name, len(arguments))
        if key not in self.functions:
            self.functions[key] = z3.Function(name, *[z3.IntSort()] * (len(arguments) + 1))
        return self.bounded(self.functions[key](*arguments), width)

    def array(self, term):
        kind = term.decl().kind()
        if kind == z3.Z3_OP_UNINTERPRETED and term.num_args() == 0:
            return z3.Array(term.decl().name(), z3.IntSort(), z3.IntSort())
        if kind == z3.Z3_OP_STORE:
            array, index, value = term.children()
            return z3.Store(self.array(array), self.value(index).term, self.value(value).term)
        if kind == z3.Z3_OP_CONST_ARRAY:
            return z3.K(z3.IntSort(), self.value(term.arg(0)).term)
        if kind == z3.Z3_OP_ITE:
            return z3.If(self.boolean(term.arg(0)), self.array(term.arg(1)), self.array(term.arg(2)))
        raise Untranslatable(f"array {term.decl().name()}")

    def bounded(self, term, width: int) -> Value:
        self.side.append(z3.And(term >= 0, term < 2**width))
        return Value(term, 0, 2**width - 1)

    def choose(self, condition, yes: Value, no: Value) -> Value:
        return Value(
            z3.If(condition, yes.term, no.term), min(yes.low, no.low), max(yes.high, no.high), min(yes.zeros, no.zeros)
        )

    def extract(self, term, high: int, low: int) -> Value:
        # Where the bits lie within one part of a concatenation, only that part counts.
        if term.decl().kind() == z3.Z3_OP_CONCAT and term.get_id() not in self.bounds:
            offset = term.size()
            for part in term.children():
                offset -= part.size()
                if offset <= low and high < offset + part.size():
                    return self.part(part, high - offset, low - offset)
        return self.part(term, high, low)

    def part(self, term, high: int, low: int) -> Value:
        if low != 0 or high != term.size() - 1:
            if term.decl().kind() == z3.Z3_OP_CONCAT and term.get_id() not in self.bounds:
                offset = term.size()
                for inner in term.children():
                    offset -= inner.size()
                    if offset <= low and high < offset + inner.size():
                        return self.part(inner, high - offset, low - offset)
            if term.decl().kind() == z3.Z3_OP_ZERO_EXT and high < term.arg(0).size():
                return self.part(term.arg(0), high, low)
        shifted = self.divide(self.value(term), number(2**low), number(0))
        return self.modulo(shifted, high - low + 1)

    def concat(self, term) -> Value:
        found = self.flipped(term)
        if found is not None and found[1] != 0:
            base, mask = found
            chosen = self.selection(z3.BitVecVal(mask, term.size()), base)
            if chosen is not None:
                return chosen
        total, offset = number(0), term.size()
        for part in term.children():
            offset -= part.size()
            shifted = self.multiply([self.value(part), number(2**offset)], term.size())
            total = self.plus(total, shifted)
        return total

    def plus(self, left: Value, right: Value) -> Value:
        if left.low == left.high == 0:
            return right
        if right.low == right.high == 0:
            return left
        return Value(
            left.term + right.term, left.low + right.low, left.high + right.high, min(left.zeros, right.zeros)
        )

    def negated(self, value: Value) -> Value:
        return Value(-value.term, -value.high, -value.low, value.zeros)

    def unwrapped(self, term) -> Value:
        """An integer that is the term modulo its width: sums wrap once, at the end, and may go below zero on the way."""
        size = 2 ** term.size()
        if z3.is_bv_value(term):
            value = term.as_long()
            # A constant in the upper half is a subtraction.
            return number(value) if value < size // 2 else self.negated(number(size - value))
        if term.get_id() in self.bounds:
            return self.value(term)
        kind = term.decl().kind()
        if kind in (z3.Z3_OP_BADD, z3.Z3_OP_BSUB, z3.Z3_OP_BNEG):
            result = self.sum(term)
        elif kind == z3.Z3_OP_BMUL and term.num_args() == 2 and z3.is_bv_value(term.arg(0)):
            factor, other = self.unwrapped(term.arg(0)), self.unwrapped(term.arg(1))
            corners = [factor.low * other.low, factor.low * other.high]
            result = Value(factor.term * other.term, min(corners), max(corners), min(factor.zeros + other.zeros, 512))
        else:
            return self.value(term)
        return result if -size <= result.low and result.high < 2 * size else self.wrap(result, term.size())

    def sum(self, term) -> Value:
        parts = [self.unwrapped(argument) for argument in term.children()]
        kind = term.decl().kind()
        if kind == z3.Z3_OP_BNEG:
            return self.negated(parts[0])
        if kind == z3.Z3_OP_BSUB:
            parts = [parts[0]] + [self.negated(part) for part in parts[1:]]
        total = number(0)
        for part in parts:
            total = self.plus(total, part)
        return total

    def wrap(self, value: Value, width: int) -> Value:
        size = 2**width
        if value.low >= 0 and value.high < size:
            return value
        if value.low >= -size and value.high < 2 * size:
            term = value.term
            if value.high >= size:
                term = z3.If(value.term >= size, value.term - size, term)
            if value.low < 0:
                term = z3.If(value.term < 0, value.term + size, term)
            return Value(term, 0, size - 1, min(value.zeros, width))
        return Value(value.term % size, 0, size - 1, min(value.zeros, width))

    def modulo(self, value: Value, bits: int) -> Value:
        if value.high < 2**bits:
            return value
        return Value(value.term % 2**bits, 0, 2**bits - 1, min(value.zeros, bits))

    def complement(self, value: Value, width: int) -> Value:
        return Value(2**width - 1 - value.term, 2**width - 1 - value.high, 2**width - 1 - value.low)

    def signed(self, value: Value, width: int) -> Value:
        half = 2 ** (width - 1)
        if value.high < half:
            return value
        return Value(z3.If(value.term >= half, value.term - 2**width, value.term), -half, half - 1)

    def multiply(self, values, width: int) -> Value:
        product = values[0]
        for value in values[1:]:
            left, right = (value, product) if product.low == product.high else (product, value)
            if right.low == right.high and right.low >= 2 ** (width - 1):
                factor = 2**width - right.low
                raw = Value(-factor * left.term, -factor * left.high, -factor * left.low, left.zeros)
                product = self.wrap(raw, width)
                continue
            if right.low == right.high == 1:
                product = left
                continue
            # A product with a bit is a choice.
            if is_one_bit(left) and not is_one_bit(right):
                left, right = right, left
            if is_one_bit(right) and right.low != right.high:
                product = self.choose(right.term == 1, left, number(0))
                continue
            zeros = min(left.zeros + right.zeros, 512)
            factors = (left, right)
            raw = Value(left.term * right.term, left.low * right.low, left.high * right.high, zeros, factors)
            product = self.wrap(raw, width)
        return product

    def divide(self, left: Value, right: Value, by_zero: Value) -> Value:
        if right.low == right.high == 1:
            return left
        if right.high == 0:
            return by_zero
        # Checked multiplication divides the product by a factor again.
        for factor, other in (left.factors, left.factors[::-1]) if left.factors else ():
            if factor.term.eq(right.term):
                return other if right.low > 0 else self.choose(right.term == 0, by_zero, other)
        zeros = 0
        if right.low == right.high:
            if left.high < right.low:
                return number(0)
            shift = right.low.bit_length() - 1
            if right.low == 2**shift:
                zeros = max(left.zeros - shift, 0)
        quotient = Value(left.term / right.term, left.low // right.high, left.high // max(right.low, 1), zeros)
        return quotient if right.low > 0 else self.choose(right.term == 0, by_zero, quotient)

    def remainder(self, left: Value, right: Value, by_zero: Value) -> Value:
        if right.high == 0:
            return by_zero
        if left.high < right.low:
            return left
        rest = Value(left.term % right.term, 0, min(left.high, right.high - 1))
        return rest if right.low > 0 else self.choose(right.term == 0, by_zero, rest)

    def fold(self, operation, term, values, width: int) -> Value:
        result = values[0]
        for value in values[1:]:
            result = operation(term, result, value, width)
        return result

    def both(self, term, left: Value, right: Value, width: int) -> Value:
        if left.low == left.high:
            left, right = right, left
        if right.low == right.high:
            mask = right.low
            if mask == 0:
                return number(0)
            low = (mask & -mask).bit_length() - 1
            bits = (mask >> low).bit_length()
            if mask == (2**bits - 1) << low:  # one run of ones
                middle = self.modulo(self.divide(left, number(2**low), number(0)), bits)
                return self.multiply([middle, number(2**low)], width)
        if is_one_bit(left):
            left, right = right, left
        if is_one_bit(right):
            lowest = self.modulo(left, 1)
            return self.choose(z3.And(lowest.term == 1, right.term == 1), number(1), number(0))
        return self.opaque(term, left, right)

    def either(self, term, left: Value, right: Value, width: int) -> Value:
        if left.low == left.high == 0:
            return right
        if right.low == right.high == 0:
            return left
        for upper, lower in ((left, right), (right, left)):
            if lower.high < 2**upper.zeros:  # no bit in common
                return self.plus(upper, lower)
        if is_one_bit(left) and is_one_bit(right):
            return self.choose(z3.Or(left.term == 1, right.term == 1), number(1), number(0))
        return self.opaque(term, left, right)

    def exclusive(self, term, width: int) -> Value:
        """Only as the selection `b ^ ((a ^ b) * condition)`, or of constants, bits and choices."""
        if term.num_args() != 2:
            raise Untranslatable("xor of many")
        left, right = term.children()
        for plain, product in ((left, right), (right, left)):
            chosen = self.selection(plain, product)
            if chosen is not None:
                return chosen
        extracts = left.decl().kind() == right.decl().kind() == z3.Z3_OP_EXTRACT
        if extracts and left.params() == right.params() and left.arg(0).size() == right.arg(0).size():
            high, low = left.params()
            for plain, product in ((left.arg(0), right.arg(0)), (right.arg(0), left.arg(0))):
                chosen = self.selection(plain, product)
                if chosen is not None:
                    return self.modulo(self.divide(chosen, number(2**low), number(0)), high - low + 1)
        first, second = self.value(left), self.value(right)
        for one, other in ((first, second), (second, first)):
            if one.low == one.high == 0:
                return other
            if one.low == one.high == 2**width - 1:
                return self.complement(other, width)
        if is_one_bit(first) and is_one_bit(second):
            return self.choose(first.term != second.term, number(1), number(0))
        return self.opaque(term, first, second)

    def selection(self, plain, product):
        """`plain ^ product`, where the product is `(other ^ plain) * bit`: the other if the bit is set."""
        name = product.decl().name()
        if product.decl().kind() == z3.Z3_OP_ITE:
            condition, difference, nothing = product.children()
            if z3.is_bv_value(nothing) and nothing.as_long() == 0:
                other = self.other_of(difference, plain)
                if other is not None:
                    return self.choose(self.boolean(condition), other, self.value(plain))
            return None
        if product.decl().kind() != z3.Z3_OP_BMUL and not name.startswith("f_evm_bvmul_"):
            return None
        if product.num_args() != 2:
            return None
        for difference, condition in (product.children(), product.children()[::-1]):
            other = self.other_of(difference, plain)
            if other is not None and is_one_bit(self.value(condition)):
                return self.choose(self.value(condition).term == 1, other, self.value(plain))
        return None

    def other_of(self, difference, plain):
        """The value of `other`, when `difference` is `other ^ plain`."""
        if difference.decl().kind() == z3.Z3_OP_BXOR and difference.num_args() == 2:
            one, other = difference.children()
            if one.eq(plain):
                return self.value(other)
            if other.eq(plain):
                return self.value(one)
        found = self.flipped(difference)
        if found is not None:
            base, mask = found
            if z3.is_bv_value(plain) and mask == plain.as_long():
                return self.value(base)
            if base.eq(plain):
                return number(mask)
        return None

    def flipped(self, term):
        """`(base, mask)`, when the concatenation is `base ^ mask`: z3 writes it as runs of bits, some of them negated."""
        if term.decl().kind() != z3.Z3_OP_CONCAT:
            return None
        base, mask, offset, constants = None, 0, term.size(), []
        for part in term.children():
            offset -= part.size()
            run = part
            if part.decl().kind() == z3.Z3_OP_BNOT:
                run = part.arg(0)
                mask |= (2 ** part.size() - 1) << offset
            if z3.is_bv_value(part):
                mask |= part.as_long() << offset
                constants.append((offset, part.size()))
                continue
            if run.decl().kind() != z3.Z3_OP_EXTRACT or run.params()[1] != offset:
                return None
            if base is None:
                base = run.arg(0)
            if not base.eq(run.arg(0)) or base.size() != term.size():
                return None
        # Where the mask alone stands, the base has no bits.
        if base is None or any(self.value(base).high >= 2**low for low, _ in constants):
            return None
        return base, mask

    # CONDITIONS

    def boolean(self, term):
        key = term.get_id()
        if key not in self.booleans:
            self.booleans[key] = (term, self.condition(term))
        return self.booleans[key][1]

    def condition(self, term):
        kind = term.decl().kind()
        arguments = term.children()
        if kind == z3.Z3_OP_EQ or kind == z3.Z3_OP_DISTINCT:
            if kind == z3.Z3_OP_DISTINCT and len(arguments) != 2:
                raise Untranslatable("distinct of many")
            left, right = arguments
            if z3.is_bv(left):
                equal = self.value(left).term == self.value(right).term
            elif z3.is_bool(left):
                equal = self.boolean(left) == self.boolean(right)
            elif z3.is_array(left):
                equal = self.array(left) == self.array(right)
            else:
                raise Untranslatable(str(left.sort()))
            return equal if kind == z3.Z3_OP_EQ else z3.Not(equal)
        match kind:
            case z3.Z3_OP_TRUE | z3.Z3_OP_FALSE:
                return term
            case z3.Z3_OP_NOT:
                return z3.Not(self.boolean(arguments[0]))
            case z3.Z3_OP_AND:
                return z3.And(*[self.boolean(argument) for argument in arguments])
            case z3.Z3_OP_OR:
                return z3.Or(*[self.boolean(argument) for argument in arguments])
            case z3.Z3_OP_XOR:
                return z3.Xor(*[self.boolean(argument) for argument in arguments])
            case z3.Z3_OP_IMPLIES:
                return z3.Implies(*[self.boolean(argument) for argument in arguments])
            case z3.Z3_OP_ITE:
                return z3.If(*[self.boolean(argument) for argument in arguments])
            case z3.Z3_OP_UNINTERPRETED if not arguments:
                return z3.Bool(term.decl().name())
            case z3.Z3_OP_ULEQ:
                return self.value(arguments[0]).term <= self.value(arguments[1]).term
            case z3.Z3_OP_ULT:
                return self.value(arguments[0]).term < self.value(arguments[1]).term
            case z3.Z3_OP_UGEQ:
                return self.value(arguments[0]).term >= self.value(arguments[1]).term
            case z3.Z3_OP_UGT:
                return self.value(arguments[0]).term > self.value(arguments[1]).term
            case z3.Z3_OP_SLEQ | z3.Z3_OP_SLT | z3.Z3_OP_SGEQ | z3.Z3_OP_SGT:
                width = arguments[0].size()
                left, right = (self.signed(self.value(argument), width).term for argument in arguments)
                return {
                    z3.Z3_OP_SLEQ: left <= right,
                    z3.Z3_OP_SLT: left < right,
                    z3.Z3_OP_SGEQ: left >= right,
                    z3.Z3_OP_SGT: left > right,
                }[kind]
        raise Untranslatable(term.decl().name())


def translated(assertions) -> tuple[Translation, list]:
    translation, results = Translation(), []
    for assertion in assertions:
        results.append(translation.boolean(assertion))
        translation.learn_from(assertion)
    return translation, results + translation.side


def ask_integers(translation: Translation, constraints: list, seed: int) -> str:
    solver = z3.Solver()
    solver.set(random_seed=seed)
    solver.add(*constraints)
    answer = solver.check()
    if answer == z3.unsat:
        return "unsat"
    if answer != z3.sat or not translation.exact:
        return ""
    model = solver.model()
    lines = []
    for name, width in translation.names.items():
        value = model.eval(z3.Int(name), model_completion=True).as_long()
        lines.append(f"  (define-fun {name} () (_ BitVec {width}) (_ bv{value} {width}))")
    return "\n".join(["sat", "(", *lines, ")"])


def defined(query: str) -> str:
    """The query with the meaning of each operation that halmos leaves open at first."""
    declaration = r"\(declare-fun f_evm_%s_(\d+) \(\(_ BitVec \d+\) \(_ BitVec \d+\)\) \(_ BitVec \d+\)\)"
    bits = r"(_ BitVec \1)"
    for name in ("bvmul", "bvudiv", "bvurem", "bvsdiv", "bvsrem"):
        meaning = f"({name} x y)" if name == "bvmul" else rf"(ite (= y (_ bv0 \1)) (_ bv0 \1) ({name} x y))"
        definition = rf"(define-fun f_evm_{name}_\1 ((x {bits}) (y {bits})) {bits} {meaning})"
        query = re.sub(declaration % name, definition, query)
    return query


def renamed(query: str) -> tuple[str, dict[str, str]]:
    """The query with numbers in place of the random parts of names, and what stood there."""
    numbers: dict[str, str] = {}

    def give(match: re.Match) -> str:
        return numbers.setdefault(match[0], f"_{len(numbers):07}_")

    return re.sub(r"(?<=\w)_[0-9a-f]{7}_(?=\d)", give, query), {new: old for old, new in numbers.items()}


@dataclass(frozen=True)
class Attempt:
    """A process of its own that writes an answer to `output`, or nothing."""

    process: int
    output: int
    accepts: Callable[[str], bool]
    next_attempts: Iterator["Attempt"]


def start(action: Callable[[int], None], accepts: Callable[[str], bool], next_attempts: Iterator[Attempt]) -> Attempt:
    output, end = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            action(end)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(end)
    return Attempt(process, output, accepts, next_attempts)


def attempts_of_yices(opened: str, query: str) -> Iterator[Attempt]:
    def ask(text: str) -> Callable[[int], None]:
        def action(end: int) -> None:
            with tempfile.TemporaryFile("w+") as file:
                file.write(text)
                file.seek(0)
                os.dup2(file.fileno(), 0)
            os.dup2(end, 1)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            os.execv(YICES, [YICES, "--smt2-model-format", "--bvconst-in-decimal"])

        return action

    def attempts() -> Iterator[Attempt]:
        # What holds whatever the operations mean is often seen at once; a model says nothing then.
        if opened != query:
            yield start(ask(opened), lambda answer: answer.startswith("unsat"), lane)
        yield start(ask(query), lambda answer: answer.startswith(("sat", "unsat")), lane)

    lane = attempts()
    return lane


def attempts_of_z3(opened: str) -> Iterator[Attempt]:
    def ask(translation: Translation, constraints: list, seed: int, seconds: int) -> Callable[[int], None]:
        def action(end: int) -> None:
            used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CPU, (int(used) + seconds, int(used) + seconds + 1))
            os.write(end, ask_integers(translation, constraints, seed).encode())

        return action

    def attempts() -> Iterator[Attempt]:
        try:
            translation, constraints = translated(z3.parse_smt2_string(opened))
        except Untranslatable as reason:
            print(f"; integers: no translation of {reason}", file=sys.stderr)
            return
        for seed, seconds in enumerate(PATIENCE):
            action = ask(translation, constraints, seed, seconds)
            yield start(action, lambda answer: answer.startswith(("sat", "unsat")), lane)

    lane = attempts()
    return lane


def first_answer(lanes: list[Iterator[Attempt]]) -> str:
    with selectors.DefaultSelector() as selector:
        running: dict[int, tuple[Attempt, bytes]] = {}

        def begin(lane: Iterator[Attempt]) -> None:
            attempt = next(lane, None)
            if attempt is not None:
                running[attempt.output] = (attempt, b"")
                selector.register(attempt.output, selectors.EVENT_READ)

        for lane in lanes:
            begin(lane)
        while running:
            for key, _ in selector.select():
                attempt, text = running[key.fd]
                chunk = os.read(key.fd, 65536)
                if chunk:
                    running[key.fd] = (attempt, text + chunk)
                    continue
                selector.unregister(key.fd)
                del running[key.fd]
                os.close(key.fd)
                os.waitpid(attempt.process, 0)
                if attempt.accepts(text.decode()):
                    for other, _ in running.values():
                        os.kill(other.process, signal.SIGKILL)
                    return text.decode()
                begin(attempt.next_attempts)
    return "unknown"


def main(path: str) -> None:
    with open(path, encoding="utf8") as file:
        opened, names = renamed(file.read())
    # yices needs no translation and starts at once.
    lanes = [attempts_of_yices(opened, defined(opened)), attempts_of_z3(opened)]
    answer = first_answer(lanes)
    print(re.sub(r"_\d{7}_", lambda match: names.get(match[0], match[0]), answer).rstrip())


if __name__ == "__main__":
    main(sys.argv[1])
