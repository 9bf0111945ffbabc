#!/usr/bin/env python3
"""Drives the real Label Studio 0.8.2 and Tagline against each other, on one workspace directory and a store
served by `tagline serve`; labels are typed in a real terminal, given to `tagline annotate`, and sent to Label
Studio as its page sends them. Prints one line a check and `N passed, N failed` at the end.

Exit status: 0 all passed, 1 some failed, 2 it could not run. The real program comes from PyPI into a
virtual environment that is made once and kept. All that is started listens on loopback only and is ended
by its process id. Not part of `make test`: `make interop`.
"""
import argparse
import os
import shutil
import sys
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from interop import checks_0, environment, misfiled_0, page  # noqa: E402
from interop.report import Report  # noqa: E402

# Each generation of Label Studio has its environment and its suites.
SUITES = {'labels': checks_0.run, 'misfiled': misfiled_0.run}


def arguments():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--tagline', default=os.path.join(here, '../../.build/debug/tagline'))
    parser.add_argument('--environments', default=os.path.expanduser('~/.cache/tagline-interop'))
    parser.add_argument('--python-0', help='a Python 3.6 to 3.8 for Label Studio 0.8.2')
    parser.add_argument('--chromium', help='the browser for the page')
    parser.add_argument('--only', choices=sorted(SUITES))
    parser.add_argument('--keep', action='store_true', help='keep directories and logs, and name them')
    return parser.parse_args()


def main():
    options = arguments()
    options.tagline = os.path.abspath(options.tagline)
    options.chromium = page.browser(options.chromium)
    if not os.path.exists(options.tagline):
        print('no program at %s; build it or name it with --tagline' % options.tagline)
        return 2
    try:
        options.python = environment.make(
            os.path.join(options.environments, 'label-studio-0.8'),
            environment.python_0(options.python_0), environment.LABEL_STUDIO_0)
    except environment.Unavailable as reason:
        print(reason)
        return 2
    report = Report()
    for name, suite in SUITES.items():
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
    print('\n' + report.total(), flush=True)
    return 1 if report.failed else 0


if __name__ == '__main__':
    sys.exit(main())
