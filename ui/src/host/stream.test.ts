import { expect, test } from "vitest";
import type { Event, StreamOutput } from "../wire/types.ts";
import type { Host } from "./host.ts";
import { openStream } from "./stream.ts";

const text = (base64: string): StreamOutput => ({ output: "text", base64 });

/** A host that opens stream 7 when it is let, and keeps what was said to it. */
function scripted() {
  const said: unknown[] = [];
  let arrived = () => Promise.resolve();
  let hear: ((event: Event) => void) | null = null;
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const host = {
    async call(name: string, args: unknown) {
      if (name === "stream") {
        said.push(args);
        await arrived();
      } else await opened;
      return { value: { stream: 7 }, reads: [] };
    },
    listen(listener: (event: Event) => void) {
      hear = listener;
      return () => {
        hear = null;
      };
    },
  } as unknown as Host;
  const tell = (stream: number, output: StreamOutput) => hear?.({ event: "stream", stream, output });
  /** What is said from now on arrives when the returned function is called. */
  const holdUp = () => {
    let letGo = () => {};
    const later = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    arrived = () => later;
    return () => letGo();
  };
  return { host, said, open, tell, holdUp };
}

const WHERE = { project: "recipes", environment: "staging", service: "api" };
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("what comes before the stream's number is heard, and nothing of other streams", async () => {
  const { host, open, tell } = scripted();
  const heard: StreamOutput[] = [];
  openStream(host, "container_logs", WHERE, { output: (one) => heard.push(one), refused: () => {} });
  tell(7, text("YQ=="));
  tell(8, text("Yg=="));
  open();
  await settled();
  tell(7, text("Yw=="));
  expect(heard).toEqual([text("YQ=="), text("Yw==")]);
});

test("what is closed before it is open is closed as soon as it is", async () => {
  const { host, said, open } = scripted();
  const stream = openStream(host, "container_logs", WHERE, { output: () => {}, refused: () => {} });
  stream.close();
  open();
  await settled();
  expect(said).toEqual([{ stream: 7, what: { what: "close" } }]);
});

test("what is said before it is open, and while something is on its way, arrives in order", async () => {
  const { host, said, open, holdUp } = scripted();
  const shell = { ...WHERE, place: null, columns: 80, rows: 24 };
  const stream = openStream(host, "shell", shell, { output: () => {}, refused: () => {} });
  const arrive = holdUp();
  stream.say({ what: "resize", columns: 90, rows: 24 });
  stream.say({ what: "resize", columns: 91, rows: 24 });
  open();
  await settled();
  for (const text of ["l", "s", "\r"]) stream.say({ what: "type", text });
  await settled();
  expect(said).toEqual([{ stream: 7, what: { what: "resize", columns: 91, rows: 24 } }]);
  arrive();
  await settled();
  expect(said.at(-1)).toEqual({ stream: 7, what: { what: "type", text: "ls\r" } });
  stream.close();
  await settled();
  expect(said.at(-1)).toEqual({ stream: 7, what: { what: "close" } });
});
