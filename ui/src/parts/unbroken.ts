// A number and its unit stay together where a line ends.
const UNIT = /(\d) (?=(?:ms|s|min|h|d|kB|MB|GB|TB)\b|%|毫秒|秒|分|小时|天)/g;

export function unbroken(text: string): string {
  return text.replace(UNIT, "$1\u00a0");
}
