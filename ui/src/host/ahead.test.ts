import { expect, test } from "vitest";
import { ORDINARY } from "../../fixtures/scripted-host.ts";
import type { Event } from "../wire/types.ts";
import { askAhead } from "./ahead.ts";
import type { CallName, Host, Known } from "./host.ts";
import { sharing } from "./sharing.ts";

const LOST: Event = { event: "lost" };

/** A host that notes what it is asked. `refuses` says what it does not answer. */
function noting(refuses: CallName[] = []) {
  const asked: string[] = [];
  let tell: (event: Event) => void = () => {};
  const call = async (name: CallName) => {
    asked.push(name);
    if (refuses.includes(name)) throw new Error(`no ${name}`);
    return { value: `${name} ${asked.length}`, reads: [] };
  };
  const listen = sharing((hear) => {
    tell = hear;
    return () => {
      tell = () => {};
    };
  });
  return { asked, tell: (event: Event) => tell(event), host: { call, listen } as unknown as Host };
}

test("the first answers are begun at once, and given once", async () => {
  const { asked, host } = noting();
  const ahead = askAhead(host).host;
  expect(asked).toEqual(["settings", "board"]);
  expect((await ahead.call("board", {})).value).toBe("board 2");
  expect((await ahead.call("board", {})).value).toBe("board 3");
  expect((await ahead.call("about", {})).value).toBe("about 4");
});

test("what is known when something can be drawn is asked for anew from then on", async () => {
  const { host } = noting();
  const ahead = askAhead(host);
  const known = await ahead.known;
  expect(known.map(([name, { value }]) => [name, value])).toEqual([
    ["settings", "settings 1"],
    ["board", "board 2"],
  ]);
  expect((await ahead.host.call("board", {})).value).toBe("board 3");
});

test("what a host answered before it was asked is known, and not asked for", async () => {
  const { asked, host } = noting();
  const lies: Known = [["settings", { value: ORDINARY, reads: [] }]];
  const ahead = askAhead({ ...host, known: lies });
  expect(await ahead.known).toContainEqual(lies[0]);
  expect(asked).toEqual(["board"]);
  expect((await ahead.host.call("settings", {})).value).toBe("settings 2");
});

test("why a first answer was refused is told to who asks, who may ask again", async () => {
  const { asked, host } = noting(["settings"]);
  const { host: ahead, known } = askAhead(host);
  expect((await known).map(([name]) => name)).toEqual(["board"]);
  await expect(ahead.call("settings", {})).rejects.toThrow("no settings");
  await expect(ahead.call("settings", {})).rejects.toThrow("no settings");
  expect(asked).toEqual(["settings", "board", "settings"]);
});

test("all who listen first hear what happened before, and it is heard once", async () => {
  const { tell, host } = noting();
  const ahead = askAhead(host).host;
  tell(LOST);
  const heard: Event[][] = [[], []];
  const ends = heard.map((events) => ahead.listen((event) => events.push(event)));
  await Promise.resolve();
  expect(heard).toEqual([[LOST], [LOST]]);
  tell(LOST);
  expect(heard.map((events) => events.length)).toEqual([2, 2]);
  for (const end of ends) end();
  tell(LOST);
  ahead.listen((event) => heard[0]?.push(event));
  await Promise.resolve();
  expect(heard[0]).toHaveLength(2);
});
