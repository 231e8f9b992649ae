// Sentences of the engine known by their forms, in which `{name}` stands for a part: its documents hold sentences and no
// parts.

/** Compiled once: a file's lines have hundreds of sentences, and they are told again with every key. */
const patterns = new Map<string, RegExp>();

function patternOf(form: string): RegExp {
  const known = patterns.get(form);
  if (known) return known;
  const escaped = form.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  const named = new Set<string>();
  const pattern = escaped.replace(/{(\w+)}/g, (_, name: string) => {
    if (named.has(name)) return `\\k<${name}>`;
    named.add(name);
    return `(?<${name}>.+?)`;
  });
  const made = new RegExp(`^${pattern}$`);
  patterns.set(form, made);
  return made;
}

/** The parts of a sentence; null where it is another. */
export function partsOf(sentence: string, form: string): Record<string, string> | null {
  const found = patternOf(form).exec(sentence);
  return found && { ...found.groups };
}

/** Which of several sentences it is, with its parts. */
export function whichOf<Name extends string>(
  sentence: string,
  forms: Readonly<Record<Name, string>>,
): { name: Name; parts: Record<string, string> } | null {
  for (const name of Object.keys(forms) as Name[]) {
    const parts = partsOf(sentence, forms[name]);
    if (parts) return { name, parts };
  }
  return null;
}
