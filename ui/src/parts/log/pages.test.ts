import { expect, test, vi } from "vitest";
import { KEPT, PAGE, Pages } from "./pages.ts";

const line = (text: string) => ({ at: null, alarm: false, text });

/** A host with a log of so many lines, which may grow, and whose answers come when they are let. */
function host(total: number) {
  const log = { total, asked: [] as number[] };
  const pages = new Pages(async (_, from, limit) => {
    log.asked.push(from);
    const count = Math.max(0, Math.min(limit, log.total - from));
    return { total: log.total, lines: Array.from({ length: count }, (_, index) => line(`${from + index}`)) };
  });
  return { log, pages };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("what is wanted comes, once", async () => {
  const { log, pages } = host(2000);
  const heard = vi.fn();
  pages.subscribe(heard);
  const range = { log: "job", from: 490, to: 530 };
  pages.want([range]);
  expect(pages.line("job", 495)).toBeUndefined();
  await settled();
  expect(pages.line("job", 495)?.text).toBe("495");
  expect(pages.line("job", 501)?.text).toBe("501");
  expect(heard).toHaveBeenCalledTimes(2);
  pages.want([range]);
  await settled();
  expect(log.asked).toEqual([0, PAGE]);
});

test("of a million lines a bounded number is kept, the last wanted ones", async () => {
  const { pages } = host(1_000_000);
  for (let from = 0; from < 200 * PAGE; from += PAGE) {
    pages.want([{ log: "job", from, to: from + 40 }]);
    await settled();
  }
  expect(pages.size).toBe(KEPT * PAGE);
  expect(pages.line("job", 199 * PAGE)?.text).toBe(`${199 * PAGE}`);
  expect(pages.line("job", 0)).toBeUndefined();
});

test("what is no longer wanted is not asked for", async () => {
  const { log, pages } = host(1_000_000);
  for (let page = 0; page < 100; page += 1)
    pages.want([{ log: "job", from: page * PAGE, to: page * PAGE + 40 }]);
  await settled();
  expect(log.asked.length).toBeLessThan(5);
  expect(pages.line("job", 99 * PAGE)?.text).toBe(`${99 * PAGE}`);
});

test("whether a log has grown is asked, whatever is wanted before that comes", async () => {
  const { log, pages } = host(20 * PAGE);
  pages.want([{ log: "job", from: 0, to: 40 }]);
  await settled();
  log.total += 10;
  const grown = { log: "job", from: 5 * PAGE, to: 7 * PAGE };
  // Two pages are under way, and something else is wanted before either of them has come.
  pages.want([grown]);
  pages.probe("job");
  pages.want([{ log: "job", from: 9 * PAGE, to: 9 * PAGE + 40 }]);
  await settled();
  expect(pages.line("job", 20 * PAGE)?.text).toBe(`${20 * PAGE}`);
});

test("a page that was not full is asked for again once there is more", async () => {
  const { log, pages } = host(10);
  pages.want([{ log: "job", from: 0, to: 10 }]);
  await settled();
  log.total = 30;
  pages.want([{ log: "job", from: 0, to: 10 }]);
  await settled();
  expect(log.asked).toEqual([0]);
  pages.want([{ log: "job", from: 0, to: 30 }]);
  await settled();
  expect(pages.line("job", 29)?.text).toBe("29");
});

test("lines that are told of and are not there are not asked for over and over", async () => {
  const { log, pages } = host(10);
  for (let turn = 0; turn < 5; turn += 1) {
    pages.want([{ log: "job", from: 0, to: 30 }]);
    await settled();
  }
  expect(log.asked).toEqual([0]);
});

test("a probe learns how many lines there are now", async () => {
  const { log, pages } = host(400);
  pages.probe("job");
  await settled();
  expect(pages.total("job")).toBe(400);
  log.total = 1300;
  pages.probe("job");
  await settled();
  expect(pages.total("job")).toBe(1300);
  expect(pages.line("job", 499)?.text).toBe("499");
});

test("all of a range is read in the host's pieces", async () => {
  const { log, pages } = host(12_000);
  const lines = await pages.all({ log: "job", from: 1000, to: 20_000 });
  expect(lines.length).toBe(11_000);
  expect(lines.at(-1)?.text).toBe("11999");
  expect(log.asked).toEqual([1000, 6000, 11_000, 12_000]);
});

test("a problem stops the asking until it is tried again", async () => {
  let fails = true;
  const ask = vi.fn(async () => {
    if (fails) throw new Error("gone");
    return { total: 1, lines: [line("here")] };
  });
  const pages = new Pages(ask);
  pages.want([{ log: "job", from: 0, to: 1 }]);
  await settled();
  expect(pages.problem).toBeInstanceOf(Error);
  pages.want([{ log: "job", from: 0, to: 1 }]);
  await settled();
  expect(ask).toHaveBeenCalledTimes(1);
  fails = false;
  pages.again();
  pages.want([{ log: "job", from: 0, to: 1 }]);
  await settled();
  expect(pages.line("job", 0)?.text).toBe("here");
});
