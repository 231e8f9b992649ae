// What goes on until it is closed: container logs, a shell.
import type { StreamInput, StreamOutput } from "../wire/types.ts";
import { type Args, type Host, Refusal } from "./host.ts";

export interface OpenStream {
  /** Says something to it. What is said before it is open waits until it is. */
  say(what: StreamInput): void;
  /** Ends it, now or as soon as it is open. */
  close(): void;
}

export interface Hearer {
  output(output: StreamOutput): void;
  refused(refusal: Refusal): void;
}

/** Opens a stream. Its first outputs may come before its number does; none of them is lost. */
export function openStream<Name extends "container_logs" | "shell">(
  host: Host,
  name: Name,
  args: Args<Name>,
  hearer: Hearer,
): OpenStream {
  let number: number | null = null;
  let closed = false;
  let early: { stream: number; output: StreamOutput }[] = [];
  let unsaid: StreamInput[] = [];
  let saying = false;
  const unlisten = host.listen((event) => {
    if (event.event !== "stream") return;
    if (number === null) early.push(event);
    else if (event.stream === number) hearer.output(event.output);
  });
  // What has ended meanwhile refuses; that it ended is told by itself.
  const tell = (stream: number, what: StreamInput) =>
    host.call("stream", { stream, what }).then(
      () => {},
      () => {},
    );
  // Calls that are under way side by side may arrive in any order, so each waits for the one before.
  const sayOn = async (stream: number) => {
    if (saying) return;
    saying = true;
    for (let what = unsaid.shift(); what && !closed; what = unsaid.shift()) await tell(stream, what);
    saying = false;
  };
  host.call(name, args).then(
    ({ value }) => {
      const { stream } = value as { stream: number };
      if (closed) {
        void tell(stream, { what: "close" });
        return;
      }
      number = stream;
      for (const event of early) if (event.stream === stream) hearer.output(event.output);
      early = [];
      void sayOn(stream);
    },
    (thrown) => {
      unlisten();
      if (!closed) hearer.refused(Refusal.of(thrown));
    },
  );
  return {
    say(what) {
      if (closed) return;
      unsaid = withMore(unsaid, what);
      if (number !== null) void sayOn(number);
    },
    close() {
      if (closed) return;
      closed = true;
      unlisten();
      if (number !== null) void tell(number, { what: "close" });
    },
  };
}

/** What waits, with one more: what is typed on goes together, and of two sizes the last one counts. */
function withMore(unsaid: StreamInput[], what: StreamInput): StreamInput[] {
  const last = unsaid.at(-1);
  const before = unsaid.slice(0, -1);
  if (last?.what === "type" && what.what === "type") {
    return [...before, { what: "type", text: last.text + what.text }];
  }
  if (last?.what === "resize" && what.what === "resize") return [...before, what];
  return [...unsaid, what];
}
