"""halmos, with nothing left to the clock or to chance: `explore.py ARGUMENT…`.

While it follows the paths of a program, halmos asks z3 at each branch whether both sides can be reached. It stops that
after a millisecond, and on a busy machine z3 loses the signal and searches on for minutes. Here steps of z3 are counted
instead of time. And halmos puts random numbers into the names of variables, on which it depends what z3 tries first:
here they are counted up. With PYTHONHASHSEED=0, every run of the same proofs follows the same paths and asks the same
questions.
"""

import itertools
import sys
import uuid

import z3

STEPS = 20_000  # for the question whether a branch can be reached; where they are too few, both sides are followed

numbers = itertools.count(1)


def next_uuid() -> uuid.UUID:
    return uuid.UUID(int=next(numbers) << 100)  # halmos takes the first 28 of its 128 bits


if __name__ == "__main__":
    uuid.uuid4 = next_uuid
    z3.set_param("rlimit", STEPS)
    from halmos.__main__ import main

    sys.argv.append("--solver-timeout-branching=0")
    sys.exit(main())
