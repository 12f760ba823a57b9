"""Holds what `lazaret measure` says of released tables against pyCANON.

    python scripts/pycanon_check.py target/debug/lazaret

Compared are the measures that both define alike: k, distinct l, t by the equal
distance, basic β, and δ, which pyCANON gives as a natural and Lazaret as a
binary logarithm. pyCANON's recursive and enhanced measures are others than the
papers', and its entropy is a whole number. A table that is not the one measured
must be told apart, or nothing was compared.

Citation: Sáinz-Pardo Díaz, J., López García, Á.: A Python library to check the
level of anonymity of a dataset, Scientific Data 9:785, 2022.
"""

import csv
import itertools
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas
from pycanon import anonymity

LAZARET = sys.argv[1]
DATA = Path(__file__).parent.parent / "tests" / "data"
TOLERANCE = 1e-9
# One row in so many of Adult: pyCANON's time grows with classes, values and rows.
ADULT_STEP = 15

METHODS = {
    "Mondrian": {"kind": "mondrian"},
    "local recoding": {"kind": "local-recoding"},
    "full-domain": {"kind": "full-domain"},
}
POLICIES = {
    "k": [],
    "l": [{"model": "distinct-l-diversity", "l": 3}],
    "t": [{"model": "t-closeness", "t": 0.3}],
    "β": [{"model": "beta-likeness", "beta": 2, "enhanced": False}],
    "δ": [{"model": "delta-disclosure", "delta": 2}],
}


def lazaret(*arguments):
    run = subprocess.run([LAZARET, *map(str, arguments)], capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"lazaret {' '.join(map(str, arguments))}: {run.stderr}")
    return json.loads(run.stdout)


def heart(_folder):
    quasi = ["age", "sex", "trestbps", "thalach", "ca", "thal"]
    return DATA / "heart_297.csv", ",", quasi, "cp", {}


def adult(folder):
    """A part of Adult, with the hierarchies that are published beside it."""
    quasi = ["sex", "age", "race", "marital-status", "education"]
    header, *rows = (DATA / "adult" / "adult_30162_arx.csv").read_text().splitlines()
    part = folder / "adult.csv"
    part.write_text("\n".join([header, *rows[::ADULT_STEP]]) + "\n")
    hierarchies = {}
    for name in quasi:
        text = (DATA / "adult" / "hierarchies" / f"adult_hierarchy_{name}.csv").read_text()
        hierarchies[name] = {"kind": "table", "lines": list(csv.reader(text.splitlines(), delimiter=";"))}
    return part, ";", quasi, "occupation", hierarchies


def recipe(file, quasi, sensitive, hierarchies):
    made = lazaret("recipe", file)
    for column in made["columns"]:
        name = column["name"]
        column["role"] = "quasi-identifier" if name in quasi else "sensitive" if name == sensitive else "other"
        if name in hierarchies:
            column.pop("interval", None)
            column["hierarchy"] = hierarchies[name]
    return made


def by_lazaret(file, quasi, sensitive):
    measured = lazaret("measure", file, "--quasi", ",".join(quasi), "--sensitive", sensitive)
    [column] = measured["columns"]
    return {"k": measured["k"], "l": column["distinct_l"]} | {name: column[name] for name in ("t", "beta", "delta")}


def by_pycanon(table, quasi, sensitive):
    def of(measure):
        return float(measure(table, quasi, [sensitive]))

    return {
        "k": float(anonymity.k_anonymity(table, quasi)),
        "l": of(anonymity.l_diversity),
        "t": of(anonymity.t_closeness),
        "beta": of(anonymity.basic_beta_likeness),
        "delta": of(anonymity.delta_disclosure) / math.log(2),
    }


def apart(ours, theirs):
    """The measures in which the two differ."""
    def near(name):
        return math.isclose(ours[name], theirs[name], rel_tol=TOLERANCE, abs_tol=TOLERANCE)

    return [name for name in ours if not near(name)]


def read(file, delimiter):
    return pandas.read_csv(file, sep=delimiter, dtype=str, keep_default_na=False)


def compare(name, file, delimiter, quasi, sensitive):
    """Both libraries' measures of a file; ends the run where they differ."""
    table = read(file, delimiter)
    ours, theirs = by_lazaret(file, quasi, sensitive), by_pycanon(table, quasi, sensitive)
    if apart(ours, theirs):
        sys.exit(f"{name}: lazaret measures {ours}, pyCANON {theirs}")
    return table, ours


def tells_a_changed_cell_apart(table, ours, quasi, sensitive):
    """Takes a row with the rarest value out of its group, which every measure must notice."""
    changed = table.copy()
    rarest = changed[sensitive].value_counts().index[-1]
    changed.loc[changed.index[changed[sensitive] == rarest][0], quasi[0]] = "changed"
    alike = set(ours) - set(apart(ours, by_pycanon(changed, quasi, sensitive)))
    if alike:
        sys.exit(f"a changed cell was not told apart by {sorted(alike)}")


def main():
    compared = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for dataset in (heart, adult):
            file, delimiter, quasi, sensitive, hierarchies = dataset(folder)
            _, raw = compare(f"{dataset.__name__} as it is", file, delimiter, quasi, sensitive)
            made = recipe(file, quasi, sensitive, hierarchies)
            for (method, rule), (policy, models) in itertools.product(METHODS.items(), POLICIES.items()):
                made["share"] = {"k": 5, "models": models, "method": rule, "suppression": 0.02}
                (folder / "recipe.json").write_text(json.dumps(made))
                released = folder / "released.csv"
                released.unlink(missing_ok=True)
                lazaret("protect", file, "--recipe", folder / "recipe.json", "--out", released)
                title = f"{dataset.__name__}, {method}, {policy}"
                table, ours = compare(title, released, delimiter, quasi, sensitive)
                if ours["k"] < 5 or raw["k"] >= 5:
                    sys.exit(f"{title}: k is {ours['k']}, and was {raw['k']}")
                if policy == "l":
                    tells_a_changed_cell_apart(table, ours, quasi, sensitive)
                compared += 1
    print(f"{compared} releases and 2 raw tables: pyCANON and lazaret agree")


main()
