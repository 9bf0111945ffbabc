"""Writes cases.json: 1,000 random cases of agreement with what other programs make of them.

    python -m venv venv && venv/bin/pip install scikit-learn statsmodels krippendorff
    venv/bin/python cases.py > cases.json

Each case: `a`, `b`: one letter a task, the labels of two raters. `r`: three or more raters over the tasks, "."
for a missing value. `kappa`, `f` (F1, precision, recall per label, labels ascending), `macro`, `micro`:
scikit-learn. `se`: statsmodels (large-sample variance of Fleiss, Cohen, Everitt 1969). `alpha`: krippendorff, over
`r`. null where the program says that there is no answer.
"""

import json
import random
import sys
import warnings

import krippendorff
import numpy
import sklearn.metrics
import statsmodels.stats.inter_rater

warnings.filterwarnings("ignore")
numpy.seterr(all="ignore")
LETTERS = "abcdefgh"


def number(value):
    value = float(value)
    return round(value, 9) if numpy.isfinite(value) else None


def rater(rng, truth, labels, noise):
    return "".join(rng.choice(labels) if rng.random() < noise else label for label in truth)


def alpha(raters, labels):
    codes = [[numpy.nan if c == "." else labels.index(c) for c in row] for row in raters]
    try:
        return number(krippendorff.alpha(codes, level_of_measurement="nominal"))
    except ValueError:
        return None


def standard_error(a, b, labels):
    table = numpy.zeros((len(labels), len(labels)))
    for x, y in zip(a, b):
        table[labels.index(x), labels.index(y)] += 1
    return number(statsmodels.stats.inter_rater.cohens_kappa(table).std_kappa)


def case(rng):
    labels = LETTERS[: rng.choice([1, 2, 2, 3, 4, 5, 8])]
    size = rng.choice([1, 2, 5, 12, 25, 40])
    noise = rng.random()
    weights = [rng.random() ** 2 + 0.01 for _ in labels]
    truth = rng.choices(labels, weights, k=size)
    a, b = (rater(rng, truth, labels, noise) for _ in "ab")
    gaps = rng.random() * 0.7
    raters = [
        "".join("." if rng.random() < gaps else c for c in rater(rng, truth, labels, noise))
        for _ in range(rng.choice([2, 3, 5]))
    ]
    used = sorted(set(a + b))
    scores = sklearn.metrics.precision_recall_fscore_support(
        list(a), list(b), labels=used, zero_division=0)
    f1 = {way: number(sklearn.metrics.f1_score(list(a), list(b), average=way, zero_division=0))
          for way in ("macro", "micro")}
    return {
        "a": a, "b": b, "r": raters,
        "kappa": number(sklearn.metrics.cohen_kappa_score(list(a), list(b))),
        "se": standard_error(a, b, used),
        "alpha": alpha(raters, labels),
        "f": [[number(row[i]) for row in (scores[2], scores[0], scores[1])] for i in range(len(used))],
        **f1,
    }


if __name__ == "__main__":
    rng = random.Random(20201112)
    lines = (json.dumps(case(rng), separators=(",", ":")) for _ in range(1000))
    sys.stdout.write("[" + ",\n".join(lines) + "]\n")
