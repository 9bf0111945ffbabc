#!/usr/bin/env python3
"""Drives the real Label Studios 0.8.2 and 1.23.2 and Tagline against each other, on one workspace directory and
a store served by `tagline serve`; labels are typed in a real terminal, given to `tagline annotate`, and sent to
Label Studio as its page sends them. Prints one line a check and `N passed, N failed` for each generation and in
all.

Exit status: 0 all passed, 1 some failed, 2 it could not run. The real programs come from PyPI into virtual
environments that are made once and kept (1.23.2 takes 1 GB). All that is started listens on loopback only and is ended
by its process id. Not part of `make test`: `make interop`.
"""
import argparse
import os
import shutil
import sys
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from interop import checks_0, checks_1, environment, misfiled_0, page  # noqa: E402
from interop.report import Report  # noqa: E402

# The suites of each generation of Label Studio.
SUITES = {
    '0.8.2': {'labels': checks_0.run, 'misfiled': misfiled_0.run},
    '1.23.2': {'both-ways': checks_1.run},
}


def arguments():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--tagline', default=os.path.join(here, '../../.build/debug/tagline'))
    parser.add_argument('--environments', default=os.path.expanduser('~/.cache/tagline-interop'))
    parser.add_argument('--python-0', help='a Python 3.6 to 3.8 for Label Studio 0.8.2')
    parser.add_argument('--python-1', help='a Python 3.10 or later for Label Studio 1.23.2')
    parser.add_argument('--chromium', help='the browser for the page')
    parser.add_argument('--generation', choices=sorted(SUITES))
    parser.add_argument('--only', choices=sorted(name for suites in SUITES.values() for name in suites))
    parser.add_argument('--keep', action='store_true', help='keep directories and logs, and name them')
    return parser.parse_args()


def install(generation, options):
    """Makes the environments of a generation."""
    def place(name):
        return os.path.join(options.environments, name)

    if generation == '0.8.2':
        options.python = environment.make(
            place('label-studio-0.8'), environment.python_0(options.python_0),
            environment.LABEL_STUDIO_0, environment.BUILT_WITH_0)
        return
    python = environment.make(
        place('label-studio-1.23'), environment.python_1(options.python_1), environment.LABEL_STUDIO_1)
    options.label_studio_1 = os.path.join(os.path.dirname(python), 'label-studio')
    options.selenium = shutil.which('chromedriver') and environment.make(
        place('selenium'), environment.python_1(options.python_1), environment.SELENIUM)


def run(generation, report, options):
    """Runs the suites of a generation."""
    for name, suite in SUITES[generation].items():
        if options.only not in (None, name):
            continue
        try:
            root = suite(report, options)
        except Exception as error:
            traceback.print_exc()
            report.check(False, '%s runs to its end' % name, error)
            continue
        if options.keep:
            print('kept ' + root)
        else:
            shutil.rmtree(root, ignore_errors=True)


def main():
    options = arguments()
    options.tagline = os.path.abspath(options.tagline)
    options.chromium = page.browser(options.chromium)
    if not os.path.exists(options.tagline):
        print('no program at %s; build it or name it with --tagline' % options.tagline)
        return 2
    reports = {}
    for generation in SUITES:
        if options.generation not in (None, generation):
            continue
        try:
            install(generation, options)
        except environment.Unavailable as reason:
            print(reason)
            return 2
        print('\n== Label Studio %s' % generation, flush=True)
        reports[generation] = Report()
        run(generation, reports[generation], options)
    print()
    for generation, report in reports.items():
        print('Label Studio %s: %s' % (generation, report.total()))
    passed = sum(report.passed for report in reports.values())
    failed = sum(report.failed for report in reports.values())
    print('%d passed, %d failed' % (passed, failed), flush=True)
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
