// A line of YAML in parts that look different: keys step back, comments further. It only colours; nothing is read.

export interface YamlPart {
  text: string;
  kind: "key" | "remark" | "value";
  /** Where it begins in the line. */
  at: number;
}

// Strings stand first, so that nothing in them is taken for a key or a remark.
const PARTS = /"(?:[^"\\]|\\.)*"|'[^']*'|(?<key>[\w.$-]+:(?=\s|$))|(?<remark>(?<=^|\s)#.*$)/g;

export function yamlParts(line: string): YamlPart[] {
  const parts: YamlPart[] = [];
  let end = 0;
  const add = (kind: YamlPart["kind"], from: number, to: number) => {
    if (to > from) parts.push({ text: line.slice(from, to), kind, at: from });
  };
  for (const match of line.matchAll(PARTS)) {
    const kind = match.groups?.key ? "key" : match.groups?.remark ? "remark" : null;
    if (!kind) continue;
    add("value", end, match.index);
    end = match.index + match[0].length;
    add(kind, match.index, end);
  }
  add("value", end, line.length);
  return parts;
}
