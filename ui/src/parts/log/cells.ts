// How wide a text is in a face whose letters are all as wide: Han and the like take two places, a tab reaches to the
// next eighth.
const TAB = 8;
const WIDE = /[ᄀ-ᅟ⺀-〾ぁ-㏿㐀-䶿一-鿿ꀀ-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦]|\p{Extended_Pictographic}/u;
const ORDINARY = /^[\x20-\x7e]*$/;

export function cells(text: string): number {
  if (ORDINARY.test(text)) return text.length;
  let count = 0;
  for (const letter of text) count += letter === "\t" ? TAB - (count % TAB) : WIDE.test(letter) ? 2 : 1;
  return count;
}
