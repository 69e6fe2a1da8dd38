"""Scenarios that mostly wait, begun all at once: a class of tests takes as long as its longest one."""

import concurrent.futures


def begin_together(cls, scenarios):
    """To be called in setUpClass, with functions by name; the answer has futures by name. Each is over when the class is."""
    pool = concurrent.futures.ThreadPoolExecutor(len(scenarios))
    cls.addClassCleanup(pool.shutdown)
    return {name: pool.submit(scenario) for name, scenario in scenarios.items()}
