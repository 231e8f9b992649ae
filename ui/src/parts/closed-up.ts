/** Without the blanks between Han characters that a value which begins or ends with one leaves behind. */
export function closedUp(text: string): string {
  return text.replace(/(\p{Script=Han}) (?=\p{Script=Han})/gu, "$1");
}
