// Builds the window into dist. Where nothing has changed, dist stays as it is: the desktop shell is compiled anew as
// soon as a file in there is younger than it.
import { readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "vite";

const [DIST, MADE] = ["dist", "dist-made"];

/** The files in a folder, by their paths in it; none where there is no folder. */
async function filesIn(folder) {
  const all = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = all.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(
    await Promise.all(paths.map(async (path) => [path.slice(folder.length), await readFile(path)])),
  );
}

async function areTheSame(one, other) {
  const [ones, others] = [await filesIn(one), await filesIn(other)];
  return ones.size === others.size && [...ones].every(([path, bytes]) => others.get(path)?.equals(bytes));
}

await build({ build: { outDir: MADE, emptyOutDir: true } });
if (await areTheSame(DIST, MADE)) {
  await rm(MADE, { recursive: true });
} else {
  await rm(DIST, { recursive: true, force: true });
  await rename(MADE, DIST);
}
