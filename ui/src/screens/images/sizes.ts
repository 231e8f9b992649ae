// Sizes as the table has room for them.
const MEGABYTE = 1_000_000;

/** "41.8". */
export function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(1);
}

/** "+1.2", "−0.3"; nothing for what would read as no change. */
export function signedMegabytes(bytes: number): string {
  const text = megabytes(Math.abs(bytes));
  return text === "0.0" ? "" : `${bytes < 0 ? "−" : "+"}${text}`;
}
