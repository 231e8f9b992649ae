// Guards that ten thousand images sort and filter within a frame of 16 ms. The limit is generous, for busy machines;
// what it takes is printed.
import { expect, test } from "vitest";
import { manyImages } from "../../../fixtures/data/images.ts";
import { filterOf } from "./filter.ts";
import { SORTS } from "./order.ts";
import { prepare } from "./prepared.ts";
import { grouped, shown } from "./shown.ts";

const LIMIT = 64;
const FILTERS = ["cache recipes", "tag:pr-97 -author:mei", "running:yes", "branch:preprod since:52w photos"];

function millis(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/** The middle of several measurements. */
function median(measure: () => number): number {
  const all = Array.from({ length: 5 }, measure).sort((one, other) => one - other);
  return all[2] ?? Number.NaN;
}

test("ten thousand images sort and filter within a frame", () => {
  const images = manyImages(10_000);
  const ready = median(() => millis(() => void prepare(images)));
  const took: Record<string, number> = { ready };
  for (const by of SORTS) {
    took[`first ${by}`] = median(() => {
      const prepared = prepare(images);
      return millis(() => void shown(prepared, { by, descending: true }, null));
    });
  }
  const prepared = prepare(images);
  for (const filter of FILTERS) {
    took[filter] = median(() =>
      millis(() => {
        const places = shown(
          prepared,
          { by: "build", descending: false },
          filterOf(filter, prepared, Date.now()),
        );
        grouped(prepared, places, new Set());
      }),
    );
  }
  const told = Object.entries(took).map(([what, time]) => `${what}: ${time.toFixed(2)} ms`);
  console.info(`10,000 images\n  ${told.join("\n  ")}`);
  for (const [what, time] of Object.entries(took))
    if (what !== "ready") expect(time, what).toBeLessThan(LIMIT);
}, 30_000);
