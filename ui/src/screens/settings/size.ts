// The size of what is kept on the disk, as the engine tells sizes.
const MEGA = 1_000_000;
const GIGA = 1000 * MEGA;

/** "1.2 GB", "58 MB"; what is less than 1 MB is "0 MB". */
export function sizeText(bytes: number): string {
  return bytes >= GIGA
    ? `${(Math.floor(bytes / (GIGA / 10)) / 10).toFixed(1)} GB`
    : `${Math.floor(bytes / MEGA)} MB`;
}
