import { afterEach, expect, test, vi } from "vitest";
import type { Event } from "../wire/types.ts";
import { loopbackHost } from "./loopback.ts";

class Source {
  static last: Source | undefined;
  onopen: () => void = () => {};
  onmessage: (message: { data: string }) => void = () => {};

  constructor() {
    Source.last = this;
  }

  close() {}
}

afterEach(() => vi.unstubAllGlobals());

test("what happened between two connections is said to be lost", () => {
  vi.stubGlobal("EventSource", Source);
  const heard: Event[] = [];
  loopbackHost("http://127.0.0.1:1", "token").listen((event) => heard.push(event));
  const told: Event = { event: "show", path: "/board" };
  Source.last?.onopen();
  Source.last?.onmessage({ data: JSON.stringify(told) });
  expect(heard).toEqual([told]);
  Source.last?.onopen();
  expect(heard).toEqual([told, { event: "lost" }]);
});
