// Every method gives a table whose groups are as large as was asked for.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { chromium, fromDisk } from "./harness.mjs";
import * as steps from "./steps.mjs";
import { classSizes, parse } from "./table.mjs";

const K = 7;

/** What is released of a sample whose groups are formed by a method, and its recipe. */
async function release(t, method, prepare = async () => {}) {
  const reader = await chromium(t, fromDisk);
  await steps.loadSample(reader);
  await reader.fill("Smallest group allowed (k)", `${K}`);
  await reader.check(method, "lazaret-method");
  await prepare(reader);
  await steps.shareRows(reader);
  const { bytes } = await reader.saves(() => reader.press("Save the table"));
  assert.deepEqual(reader.errors, []);
  const columns = await reader.state("shared.recipe.columns");
  const quasi = columns.filter(({ role }) => role === "quasi-identifier").map(({ name }) => name);
  return { table: parse(bytes.toString()), quasi, recipe: await reader.state("shared.recipe") };
}

const labels = (reader) =>
  reader.choose("A group is published as", "a label of the hierarchy", "lazaret-method-options");

describe("groups of k", { concurrency: 2 }, () => {
  const methods = {
    Mondrian: {},
    "Mondrian, relaxed, with labels": {
      prepare: async (reader) => {
        await labels(reader);
        await reader.check("patients with the same value", "lazaret-method-options");
      },
      method: { kind: "mondrian", relaxed: true, publish: "labels" },
    },
    "Local recoding": { method: { kind: "local-recoding", publish: "labels" } },
    Microaggregation: { method: { kind: "microaggregation" } },
    "Hidden cells": { method: { kind: "cell-suppression" } },
    "One step for each column": {
      prepare: (reader) => reader.fill("Rows that may be left out, in per cent", "5"),
      method: { kind: "full-domain", aggregate: "geometric-mean", factor: 0.5 },
    },
  };
  for (const [name, { prepare, method }] of Object.entries(methods)) {
    test(name, async (t) => {
      const { table, quasi, recipe } = await release(t, name.split(",")[0], prepare);
      if (method) assert.deepEqual(recipe.share.method, method);
      const [smallest] = classSizes(table, quasi);
      assert.ok(smallest >= K, `the smallest group has ${smallest}`);
    });
  }

  test("Slicing", async (t) => {
    const { table } = await release(t, "Slicing", async (reader) => {
      // Every patient has the same coverage, and nearly each expenses of their own.
      for (const name of ["HEALTHCARE_EXPENSES", "HEALTHCARE_COVERAGE"]) {
        await reader.choose(`Role: ${name}`, "other", "lazaret-describe");
      }
    });
    const [heading] = table;
    const bucket = heading.find((name) => /bucket/i.test(name));
    assert.ok(bucket, `${heading}`);
    const [smallest] = classSizes(table, [bucket]);
    assert.ok(smallest >= K, `the smallest bucket has ${smallest}`);
  });
});

test("a full-domain release has one step for each column", async (t) => {
  const { table, quasi } = await release(t, "One step for each column", (reader) =>
    reader.fill("Rows that may be left out, in per cent", "5"),
  );
  const [heading, ...rows] = table;
  const place = heading.indexOf("AGE");
  assert.ok(quasi.includes("AGE"));
  const width = (cell) => {
    const [, low, high] = /^\[(\d+),(\d+)\)$/.exec(cell) ?? [];
    return high === undefined ? cell : high - low;
  };
  const widths = new Set(rows.map((row) => width(row[place])).filter((one) => one !== ""));
  assert.equal(widths.size, 1, `widths of ages: ${[...widths]}`);
});
