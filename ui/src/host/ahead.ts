// What every start of the window asks first is asked while its code is still loaded: the way to the host and back takes
// as long as that.
import type { Event } from "../wire/types.ts";
import type { Answer, Args, CallName, Host, Known } from "./host.ts";
import { sharing } from "./sharing.ts";

/** What the frame asks, whatever it shows. Without the first of them nothing is drawn. */
const FIRST = ["settings", "board"] as const satisfies CallName[];

export interface Ahead {
  /** The host. Who asks it for what was asked ahead has the answer that was begun, once; who listens first hears all since. */
  host: Host;
  /** What was answered by the time that something can be drawn. It is given once, and asked for anew from then on. */
  known: Promise<Known>;
}

/** Asks a host ahead for what it has not answered already. */
export function askAhead(host: Host): Ahead {
  const ready = new Set(host.known?.map(([name]) => name));
  const heard: Event[] = [];
  const stop = host.listen((event) => heard.push(event));
  const begun = new Map<CallName, Promise<Answer<CallName>>>();
  const answered = new Map<CallName, Answer<CallName>>();
  const settled = FIRST.filter((name) => !ready.has(name)).map((name) => {
    const answer = host.call(name, {});
    begun.set(name, answer);
    // Why it was refused is told to who asks.
    return answer.then((value) => void answered.set(name, value)).catch(() => {});
  });
  const take = () => {
    for (const name of answered.keys()) begun.delete(name);
    return [...(host.known ?? []), ...answered];
  };
  return {
    known: Promise.resolve(ready.has(FIRST[0]) ? undefined : settled[0]).then(take),
    host: {
      ...host,
      call<Name extends CallName>(name: Name, args: Args<Name>): Promise<Answer<Name>> {
        const answer = begun.get(name) as Promise<Answer<Name>> | undefined;
        begun.delete(name);
        return answer ?? host.call(name, args);
      },
      listen: sharing((hear) => {
        const end = host.listen(hear);
        // Not before all who begin to listen now do.
        queueMicrotask(() => {
          stop();
          for (const event of heard.splice(0)) hear(event);
        });
        return end;
      }),
    },
  };
}
