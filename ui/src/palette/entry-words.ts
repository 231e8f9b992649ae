// What entries are worded with.
import type { TFunction } from "i18next";

export interface Words {
  t: TFunction<["palette", "common"]>;
  language: string;
  /** When it is. */
  now: number;
}
