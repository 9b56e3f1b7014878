"""`./dev torture`: one fault a round, at a random moment under load; after each, every promise is looked at.

The seed is printed; seed and number of a round choose its fault and its moments (the machine decides the rest). A round that failed
is kept in build/torture with the command that repeats it, and the campaign goes on in a new lab.
"""

import argparse
import contextlib
import random
import signal
import sys
import tempfile
from pathlib import Path

from tests.torture.applications import APPLICATIONS
from tests.torture.keep import keep_round
from tests.torture.plan import Fault, RoundPlan, plan_round
from tests.torture.round import Round, RoundResult
from tests.torture.table import line, summary
from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.status import Mode
from twinhelm_node.lab.demo_run import administrator
from twinhelm_node.lab.lab import Lab
from twinhelm_node.lab.pair import bring_up


def say(sentence: str) -> None:
    """Tell the person at the terminal."""
    print(sentence, flush=True)


class Campaign:
    """Rounds in a lab, and in a new one after each that failed."""

    def __init__(self, options: argparse.Namespace, seed: int, faults: tuple[Fault, ...]) -> None:
        self._options = options
        self._seed = seed
        self._mode = Mode(options.mode)
        self._plans = [plan_round(seed, number, faults) for number in range(options.first, options.first + options.rounds)]
        self.results: list[RoundResult] = []
        self.failed: dict[RoundPlan, str] = {}

    def run(self) -> None:
        """Play every round."""
        waiting = list(self._plans)
        while waiting and not (self.failed and self._options.stop):
            with tempfile.TemporaryDirectory(prefix="twinhelm-torture-", dir="/var/tmp") as directory:
                lab = Lab(Path(directory) / "lab")
                try:
                    bring_up(lab, application=self._options.app, mode=self._mode, console_port=0, say=lambda _: None)
                    with administrator(lab) as client:
                        rounds = Round(lab, APPLICATIONS[self._options.app], self._mode, client)
                        while waiting and self._play(rounds, lab, waiting.pop(0)):
                            pass
                finally:
                    lab.down()

    def _play(self, rounds: Round, lab: Lab, plan: RoundPlan) -> bool:
        """Play one round; False if it failed, and the lab is not to be used again."""
        try:
            result = rounds.play(plan)
        except TwinhelmError as error:
            self._fail(lab, plan, str(error))
            say(f"{plan.number:>4}  {plan.fault:<24} FAILED  {error}")
            return False
        self.results.append(result)
        say(line(result))
        if result.complaints:
            self._fail(lab, plan, "\n".join(result.complaints))
        return not result.complaints

    def _fail(self, lab: Lab, plan: RoundPlan, why: str) -> None:
        target = Path(self._options.keep) / f"seed-{self._seed}-{self._options.app}-{self._options.mode}-round-{plan.number}"
        again = f"./dev torture --app {self._options.app} --mode {self._options.mode} --seed {self._seed} --first {plan.number} --rounds 1"
        if self._options.faults:
            again += f" --faults {self._options.faults}"
        self.failed[plan] = why
        with contextlib.suppress(OSError):
            keep_round(lab, target, f"{plan}\n{why}\nagain: {again}")
        say(f"      kept in {target}; again: {again}")


def main() -> int:
    """Torture a pair; exit status 0 when every round was as it should be."""
    parser = argparse.ArgumentParser(
        prog="./dev torture", description="One fault a round under load; after each, every promise is looked at."
    )
    parser.add_argument("--rounds", type=int, default=10, help="default: %(default)s")
    parser.add_argument("--first", type=int, default=1, metavar="NUMBER", help="number of the first round, to repeat a single one")
    parser.add_argument("--app", choices=list(APPLICATIONS), default="postgresql")
    parser.add_argument("--mode", choices=[mode.value for mode in Mode], default=Mode.ASYNC.value)
    parser.add_argument("--seed", type=int, help="default: a new one, printed")
    parser.add_argument("--faults", default="", metavar="A,B", help=f"only these of: {', '.join(Fault)}")
    parser.add_argument("--keep", default="build/torture", metavar="FOLDER", help="where rounds that failed are kept; default: %(default)s")
    parser.add_argument("--stop", action="store_true", help="end with the first round that fails")
    options = parser.parse_args()
    try:
        faults = tuple(Fault(name) for name in options.faults.split(",")) if options.faults else tuple(Fault)
    except ValueError as error:
        parser.error(str(error))
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 32)
    say(f"seed {seed}, {options.app}, mode {options.mode}, {options.rounds} rounds")
    campaign = Campaign(options, seed, faults)
    # Ended from outside, it takes its lab down too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        campaign.run()
    except KeyboardInterrupt:
        say("ended by hand")
    except TwinhelmError as error:
        say(f"The torture cannot go on (seed {seed}): {error}")
        campaign.failed.setdefault(RoundPlan(0, faults[0], 0.0, 0), str(error))
    for row in summary(campaign.results, campaign.failed):
        say(row)
    done = len(campaign.results) == options.rounds
    return 0 if done and not campaign.failed else 1


if __name__ == "__main__":
    sys.exit(main())
