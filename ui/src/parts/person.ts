/** A person without the address: "Li Wei <li@…>" is Li Wei. */
export function personName(person: string): string {
  return person.replace(/\s*<[^>]*>\s*$/, "") || person;
}

/** A sentence of the engine, in which people stand with their addresses, as the rest of the window names them. */
export function withoutAddresses(sentence: string): string {
  return sentence.replace(/ <[^<>\s]+@[^<>\s]+>/g, "");
}
