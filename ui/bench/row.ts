/** Prints what was measured beside what is wanted, as a row of a table in Markdown. */
export function printRow(what: string, measured: string, goal: string): void {
  console.info(`| ${what} | ${measured} | ${goal} |`);
}

/** The middle one, the lower of two. */
export function median(numbers: number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

export const millis = (time: number): string => `${time.toFixed(1)} ms`;
