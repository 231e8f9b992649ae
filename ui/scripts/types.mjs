// Makes src/wire/types.ts of schema/window.json, which `cargo xtask generate` writes. With --check it only says
// whether the file is what the schema says.
import { readFile, writeFile } from "node:fs/promises";
import { compile } from "json-schema-to-typescript";

const SCHEMA = new URL("../../schema/window.json", import.meta.url);
const TYPES = new URL("../src/wire/types.ts", import.meta.url);
const HEAD = "// Made by `npm run types` of schema/window.json. Changes go into crates/api.\n\n";

const { $defs, calls, event, topic } = JSON.parse(await readFile(SCHEMA, "utf8"));

/** The whole as one object type, so that every definition is reached and named once. */
const whole = {
  title: "Wire",
  type: "object",
  additionalProperties: false,
  required: ["calls", "event", "topic"],
  properties: {
    event,
    topic,
    calls: {
      title: "Calls",
      type: "object",
      additionalProperties: false,
      required: Object.keys(calls),
      properties: Object.fromEntries(
        Object.entries(calls).map(([name, { description, args, value }]) => [
          name,
          {
            description,
            type: "object",
            additionalProperties: false,
            required: ["args", "value"],
            properties: { args, value },
          },
        ]),
      ),
    },
  },
  $defs: Object.fromEntries(Object.entries($defs).map(([name, type]) => [name, { ...type, title: name }])),
};

const options = { bannerComment: "", additionalProperties: false, strictIndexSignatures: true, format: true };
const text = HEAD + (await compile(strict(whole), "Wire", options));

if (process.argv.includes("--check")) {
  const now = await readFile(TYPES, "utf8").catch(() => "");
  if (now !== text) {
    console.error("src/wire/types.ts is not what schema/window.json says. `npm run types` writes it anew.");
    process.exit(1);
  }
} else {
  await writeFile(TYPES, text);
}

/**
 * What the compiler knows: a reference without words beside it, which would make a second type of it, tuples as they
 * were before draft 2020-12, and no ranges, which TypeScript has not.
 */
function strict(node) {
  if (Array.isArray(node)) return node.map(strict);
  if (node === null || typeof node !== "object") return node;
  if (node.$ref) return { $ref: node.$ref };
  if (typeof node.description === "string" && Object.keys(node).length === 1)
    return { ...node, tsType: "unknown" };
  const entries = Object.entries(node).map(([key, value]) => [
    key === "prefixItems" ? "items" : key,
    strict(value),
  ]);
  return Object.fromEntries(entries.filter(([key]) => !["format", "minimum", "maximum"].includes(key)));
}
