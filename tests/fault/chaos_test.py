"""A short run of tests/fault/chaos; the long one is `tests/fault/chaos SEED 200 2000`."""

import unittest

from support.chaos import Chaos
from support.site import BUILD

SEED, EVENTS, FILES = 1, 13, 200


@unittest.skipIf("asan" in BUILD, "sanitizers come before what else is preloaded")
class ShortChaos(unittest.TestCase):
    def test_after_kills_cuts_and_errors_all_is_as_built_afresh_and_no_answer_was_wrong(self):
        said = []
        run = Chaos(SEED, EVENTS, FILES, said.append)
        faults = run.run()
        print(f"# chaos: seed {SEED}", *[line for line in said if line.startswith("#")], sep="\n", flush=True)
        self.assertEqual(faults, [], "\n".join(said))
        self.assertGreater(run.control.failed(), 0)
