// Formats of times, each made once: making one takes longer than using it a hundred times, and tables show thousands.

const made = new Map<string, Intl.DateTimeFormat>();

/** The format of times in a language. */
export function timeFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${language} ${JSON.stringify(options)}`;
  const before = made.get(name);
  if (before) return before;
  const format = new Intl.DateTimeFormat(language, options);
  made.set(name, format);
  return format;
}
