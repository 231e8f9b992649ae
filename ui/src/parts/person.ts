/** A person without the address: "Li Wei <li@…>" is Li Wei. */
export function personName(person: string): string {
  return person.replace(/\s*<[^>]*>\s*$/, "") || person;
}
