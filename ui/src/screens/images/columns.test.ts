import { expect, test } from "vitest";
import { image } from "../../../fixtures/data/images.ts";
import { columnsOf, leastWidth, usualColumns } from "./columns.ts";
import { prepare } from "./prepared.ts";

const versions = ["0.1.48", "2.9.0-rc.4+build.88", "0.2.0-feature-locale-search.148+a1b2c3d"];

test("columns that nobody chose fit into the window down to its smallest, however long versions are", () => {
  for (const semver of versions) {
    const prepared = prepare([image({ digest: "sha256:00", semver })]);
    for (const width of [976, 1072, 1232, 1712]) {
      const ids = usualColumns(prepared, width);
      expect(leastWidth(columnsOf(ids, prepared, width))).toBeLessThanOrEqual(width);
      expect(ids).toEqual(expect.arrayContaining(["version", "subject", "committed", "running", "newer"]));
    }
  }
});
