"""Counts checks and prints one line each."""


class Report:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def title(self, words):
        print('\n' + words, flush=True)

    def check(self, holds, what, seen=''):
        """Prints what is claimed, and what was seen instead if it does not hold."""
        if holds:
            self.passed += 1
            print('  ok    ' + what, flush=True)
        else:
            self.failed += 1
            print('  FAIL  %s -- %s' % (what, str(seen)[:900]), flush=True)
        return bool(holds)

    def equal(self, seen, expected, what):
        return self.check(seen == expected, what, 'seen %r, expected %r' % (seen, expected))

    def total(self):
        return '%d passed, %d failed' % (self.passed, self.failed)
