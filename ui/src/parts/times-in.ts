// Times in a sentence of the engine, which writes them as machines do.
import { clock, day } from "./when.tsx";

/** One of them, kept where a sentence is split at it. */
export const TIME = /(\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

/** The sentence with its times as a calendar says them, with their day: a line of text is not told anew as time passes. */
export function withTimesTold(sentence: string, now: number, language: string): string {
  return sentence.replace(new RegExp(TIME, "g"), (time) => {
    const at = Date.parse(time);
    return `${day(at, now, language)} ${clock(at, language)}`;
  });
}
