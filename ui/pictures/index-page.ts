// The page of all pictures, and what lies beside it.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { GROUPS, type Picture } from "./list.ts";

const FOLDER = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));

const HEAD = `# The window in pictures

Made by \`./dev screenshots\`, which makes all of them anew. Nothing in them is anybody's: each shows a scripted state of
\`ui/fixtures\`.
`;

export const fileOf = ({ name }: Picture): string => `${FOLDER}${name}.png`;

/** Writes the page and removes pictures that are no longer made. */
export async function writeIndex(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const made = new Set(GROUPS.flatMap(({ pictures }) => pictures.map(({ name }) => `${name}.png`)));
  for (const file of await readdir(FOLDER))
    if (file.endsWith(".png") && !made.has(file)) await rm(`${FOLDER}${file}`);
  const groups = GROUPS.map(({ title, pictures }) => `## ${title}\n\n${pictures.map(shown).join("\n\n")}\n`);
  await writeFile(`${FOLDER}README.md`, [HEAD, ...groups].join("\n"));
}

function shown({ name, title }: Picture): string {
  return `${title}:\n\n![${title}](${name}.png)`;
}
