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
  const unlisten = host.listen((event) => {
    if (event.event !== "stream") return;
    if (number === null) early.push(event);
    else if (event.stream === number) hearer.output(event.output);
  });
  const tell = (stream: number, what: StreamInput) => {
    // What has ended meanwhile refuses; that it ended is told by itself.
    host.call("stream", { stream, what }).catch(() => {});
  };
  host.call(name, args).then(
    ({ value }) => {
      const { stream } = value as { stream: number };
      if (closed) return tell(stream, { what: "close" });
      number = stream;
      for (const event of early) if (event.stream === stream) hearer.output(event.output);
      for (const what of unsaid) tell(stream, what);
      early = [];
      unsaid = [];
    },
    (thrown) => {
      unlisten();
      if (!closed) hearer.refused(Refusal.of(thrown));
    },
  );
  return {
    say(what) {
      if (closed) return;
      if (number === null) unsaid.push(what);
      else tell(number, what);
    },
    close() {
      if (closed) return;
      closed = true;
      unlisten();
      if (number !== null) tell(number, { what: "close" });
    },
  };
}
