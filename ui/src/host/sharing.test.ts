import { expect, test } from "vitest";
import type { Event } from "../wire/types.ts";
import { sharing } from "./sharing.ts";

const told: Event = { event: "lost" };

test("many hear over one connection, which ends with the last of them", () => {
  const log: string[] = [];
  let tell: (event: Event) => void = () => {};
  const listen = sharing((hear) => {
    log.push("opened");
    tell = hear;
    return () => log.push("closed");
  });
  const ends = ["one", "two"].map((name) => listen(({ event }) => log.push(`${name} ${event}`)));
  tell(told);
  ends[0]?.();
  tell(told);
  ends[1]?.();
  expect(log).toEqual(["opened", "one lost", "two lost", "two lost", "closed"]);
  listen(() => {});
  expect(log.at(-1)).toBe("opened");
});
