import { expect, test } from "vitest";
import type { ActionDocument } from "../wire/types.ts";
import { asText, byPlace, shortened } from "./commands.ts";

const action = (
  place: string | null,
  command: string | null,
  when: ActionDocument["when"] = "success",
): ActionDocument => ({ step: `${place}/x`, place, action: "look", command, when });

const nameOf = ({ action }: ActionDocument) => action;

const ACTIONS = [
  action(null, null),
  action("host-1", "pull api on host-1"),
  action("host-2", "pull api on host-2"),
  action("host-3", "pull web on host-3"),
  action("host-1", "put 0.1.45 back", "undo"),
  action("host-2", "put 0.1.45 back", "undo"),
];

test("places that do the same but for their name say so", () => {
  expect(byPlace(ACTIONS, nameOf).map(({ place, like }) => [place, like])).toEqual([
    [null, null],
    ["host-1", null],
    ["host-2", "host-1"],
    ["host-3", null],
  ]);
});

test("what is done without a command is told in words, and what only a failure brings stands apart", () => {
  const [laptop, first] = byPlace(ACTIONS, nameOf);
  expect(laptop?.always).toEqual(["look"]);
  expect(first).toMatchObject({ always: ["pull api on host-1"], otherwise: ["put 0.1.45 back"] });
});

test("the text holds every command whole, also where the drawer shortens it", () => {
  const digest = `sha256:${"4be07a".padEnd(64, "0")}`;
  expect(shortened(`pull recipes-api@${digest} now`)).toBe("pull recipes-api@sha256:4be07a… now");
  const words = { laptop: "laptop", otherwise: "if it fails", nameOf };
  expect(asText([action("host-1", digest), ...ACTIONS.slice(4)], words)).toBe(
    `host-1: ${digest}\n\n# if it fails\nhost-1: put 0.1.45 back\nhost-2: put 0.1.45 back\n`,
  );
});
