// For tests: the engine's own texts, and sentences made of their forms.
import { readdirSync, readFileSync } from "node:fs";

const FOLDERS = ["../crates/importers/src", "../crates/app/src/init"];
const FILES = [
  "../crates/app/src/init.rs",
  "../crates/domain/src/notification/custom.rs",
  "../crates/domain/src/yaml/compose.rs",
  "../crates/domain/src/yaml/merge.rs",
];

/** What stands in a part is the same to both, whatever it is called. */
const nameless = (text: string) => text.replace(/{[\w.]*}/g, "{}");

function sources(): string {
  const within = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".rs"))
      .map((name) => `${folder}/${name}`),
  );
  const text = [...within, ...FILES].map((file) => readFileSync(file, "utf8")).join("\n");
  const joined = text.replace(/\\\n\s*/g, "").replace(/\${{{\w+}}}/g, "{}");
  return nameless(joined.replaceAll("{{", "{").replaceAll("}}", "}"));
}

let engine: string | null = null;

/** Whether the engine has a text of that form, word for word. */
export function isOfEngine(form: string): boolean {
  engine ??= sources();
  return engine.includes(`"${nameless(form)}"`);
}

/** A sentence of a form, in which parts are called what they are named unless it is said. */
export function filled(form: string, parts: Record<string, string> = {}): string {
  return form.replace(/(?<!\$){(\w+)}/g, (_, name: string) => parts[name] ?? `a-${name}`);
}

/** Whether a text has English words in a row that are no code. */
export function isEnglish(text: string | undefined): boolean {
  return text === undefined || /[A-Za-z']+ [a-z]+ [a-z]+/.test(text.replace(/`[^`]*`/g, ""));
}
