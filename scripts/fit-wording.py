#!/usr/bin/env python3
"""Fits the words that tell an organisation's plan from a project's (rules/wording/*.tsv, src/plan/wording.rs).

    fit-wording.py LANGUAGE FOLDER...

Each folder has a labels.yaml as tests/corpus has, and the plans that it names; of each plan it takes `profile`. Plans with
`doubt: true` are left out. Needs scikit-learn and PyYAML. Prints how often plans of one folder are told right by
what the others teach, and writes the words with their weights.
"""

import pathlib
import re
import sys

import numpy
import yaml
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.feature_selection import SelectFromModel
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORDS = 500
# A word counts from so many plans on, and up to such a share of them.
FEWEST, MOST = 6, 0.8

before, after = (ROOT / "src/lexicon/traditional.txt").read_text(encoding="utf-8").splitlines()[:2]
SIMPLIFIED = str.maketrans(before, after)


def words(text):
    """Runs of three or more letters, and pairs of Han characters that stand side by side."""
    text = text.translate(SIMPLIFIED).lower()
    found = re.findall(r"[a-z]{3,}", text)
    for run in re.findall(r"[\u3400-\u9fff]+", text):
        found += [run[at : at + 2] for at in range(len(run) - 1)]
    return found


def prose(text):
    """The text without code, tags and addresses."""
    text = re.sub(r"^ *(```|~~~).*?^ *\1", " ", text, flags=re.S | re.M)
    text = re.sub(r"`[^`\n]+`|<!--.*?-->|</?[a-zA-Z][^>]*>", " ", text, flags=re.S)
    return re.sub(r"https?://\S+", " ", text)


def plans(folders):
    seen = set()
    for folder in map(pathlib.Path, folders):
        for plan in yaml.safe_load((folder / "labels.yaml").read_text(encoding="utf-8"))["plans"]:
            paths = [folder / path for path in plan.get("paths", [])]
            paths = [file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*.md")))]
            text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in paths)
            if plan.get("profile") and plan.get("doubt") is not True and text.strip() and text[:300] not in seen:
                seen.add(text[:300])
                yield str(folder), prose(text), plan["profile"] == "organisation"


def main():
    language, folders = sys.argv[1], sys.argv[2:]
    groups, texts, bodies = zip(*plans(folders))
    bodies = numpy.array(bodies)
    counter = CountVectorizer(analyzer=words, binary=True, min_df=FEWEST, max_df=MOST)
    logistic = lambda: LogisticRegression(C=3, max_iter=5000, class_weight="balanced")
    chosen = SelectFromModel(logistic(), max_features=WORDS, threshold=-numpy.inf)
    model = make_pipeline(counter, Normalizer(), chosen, Normalizer(), logistic())
    told = cross_val_predict(model, texts, bodies, groups=groups, cv=LeaveOneGroupOut(), method="predict_proba")[:, 1]
    print(f"{len(texts)} plans, {bodies.sum()} of organisations; told right by the others {((told > 0.5) == bodies).mean():.3f}")
    model.fit(texts, bodies)
    names = counter.get_feature_names_out()[chosen.get_support()]
    fitted = model[-1]
    rows = sorted(zip(names, fitted.coef_[0]), key=lambda row: row[0])
    out = ROOT / "rules/wording" / f"{language}.tsv"
    lines = [f"\t{fitted.intercept_[0]:.2f}"] + [f"{name}\t{weight:.2f}" for name, weight in rows]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
