// What every start of the window asks first is asked while its code is still loaded: the way to the host and back takes
// as long as that.
import type { Event } from "../wire/types.ts";
import type { Answer, Args, CallName, Host } from "./host.ts";
import { sharing } from "./sharing.ts";

/** What the frame asks, whatever it shows. */
const FIRST = ["settings", "board"] as const satisfies CallName[];

/** Asks ahead. Who asks first for one of these has the answer that was begun, and who listens first hears all since. */
export function askedAhead(host: Host): Host {
  const heard: Event[] = [];
  const stop = host.listen((event) => heard.push(event));
  const begun = new Map<CallName, Promise<Answer<CallName>>>();
  for (const name of FIRST) {
    const answer = host.call(name, {});
    begun.set(name, answer);
    // Why it was refused is told to who asks.
    answer.catch(() => {});
  }
  return {
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
  };
}
