// What the engine says of files that are no YAML, so that the window can say it in its own words. A test holds these
// beside the engine's own.

export const UNREAD = "{said} {rest}";

/** What is wrong in it. */
export const YAML = {
  empty: "The file is empty.",
  long: "The file has {bytes} bytes, more than the {longest} that are read.",
  invalid: "This is not valid YAML: {error}.",
  noBreakSpace: "What looks like a space here is a no-break space (U+00A0), which indents nothing.",
  second: "A second YAML document begins here, but a slipway.yml is one document.",
  key: "A key is a text, not a list or a map.",
  tag: "The YAML tag `{tag}` means nothing here.",
  alias: "This alias stands within the part that it repeats.",
  many: "With its aliases written out, this part holds more than {most} values.",
  deep: "This part is nested more than {deepest} levels deep.",
  merge: "`<<` merges maps, but something else stands here.",
  twice: "`{text}` stands here twice: first in line {line}.",
} as const;

/** What that means for the file. */
export const REST = {
  nothing: "Nothing was read from this file.",
  first: "The first one counts.",
  indented: "What is indented so was not read.",
} as const;
