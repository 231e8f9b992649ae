// A call whose arguments hold a secret. Nothing here keeps them: what was confided is forgotten once it is sent.
import { useCallback, useEffect, useRef, useState } from "react";
import { useHost } from "./context.tsx";
import { type Args, type CallName, Refusal, type Value } from "./host.ts";

interface Standing<Name extends CallName> {
  pending: boolean;
  value: Value<Name> | null;
  error: Refusal | null;
}

const IDLE = { pending: false, value: null, error: null };

export type Confided<Name extends CallName> = Standing<Name> & {
  /** Sends it; null where it was refused. Of several only the last one counts. */
  send(args: Args<Name>): Promise<Value<Name> | null>;
  reset(): void;
};

export function useConfided<Name extends CallName>(name: Name): Confided<Name> {
  const host = useHost();
  const [standing, setStanding] = useState<Standing<Name>>(IDLE);
  const newest = useRef(0);
  useEffect(
    () => () => {
      newest.current = Number.POSITIVE_INFINITY;
    },
    [],
  );
  const send = useCallback(
    async (args: Args<Name>) => {
      newest.current += 1;
      const mine = newest.current;
      const settle = (now: Standing<Name>) => {
        if (mine === newest.current) setStanding(now);
      };
      // What it came to before stays meanwhile, so that nothing moves.
      setStanding(({ value }) => ({ ...IDLE, pending: true, value }));
      try {
        const { value } = await host.call(name, args);
        settle({ ...IDLE, value });
        return value;
      } catch (thrown) {
        settle({ ...IDLE, error: Refusal.of(thrown) });
        return null;
      }
    },
    [host, name],
  );
  const reset = useCallback(() => {
    newest.current += 1;
    setStanding(IDLE);
  }, []);
  return { ...standing, send, reset };
}
