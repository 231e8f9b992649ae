// What comes as base64 on the wire.

/** Bytes, since a piece of output may end in the middle of a character. */
export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
