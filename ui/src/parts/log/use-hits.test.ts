// @vitest-environment jsdom
import { cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Hits } from "./hits.ts";
import type { Section } from "./line.ts";
import { useHits } from "./use-hits.ts";

const section = (grows: boolean): Section => ({
  id: "test",
  log: "test",
  from: 0,
  lines: 9,
  title: null,
  look: { shape: "passed", family: "ok" },
  note: null,
  since: null,
  grows,
});

afterEach(cleanup);

test("who reads stays where they are when the log ends and is searched once more", async () => {
  const asked: string[] = [];
  const arrived: Hits[] = [];
  const search = async (_: string, text: string) => {
    asked.push(text);
    return { lines: [3], total: 1 };
  };
  const { rerender } = renderHook(
    ({ text, grows }) => useHits(text, [section(grows)], search, (hits) => arrived.push(hits)),
    { initialProps: { text: "fail", grows: true } },
  );
  await waitFor(() => expect(arrived).toHaveLength(1));
  rerender({ text: "fail", grows: false });
  await waitFor(() => expect(asked).toEqual(["fail", "fail"]));
  rerender({ text: "fails", grows: false });
  await waitFor(() => expect(arrived).toHaveLength(2));
});
