// The host and what was answered, for every screen.
import {
  type Query,
  QueryClient,
  QueryClientProvider,
  type UseQueryResult,
  useMutation,
  useQuery,
} from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { Topic } from "../wire/types.ts";
import { askAgain } from "./ask-again.ts";
import { type Answer, type Args, type CallName, type Host, type Known, Refusal, type Value } from "./host.ts";

const HostContext = createContext<Host | null>(null);

export function useHost(): Host {
  const host = useContext(HostContext);
  if (!host) throw new Error("there is no host around this");
  return host;
}

interface Props {
  host: Host;
  /** What it answered before; only what is there at first counts. */
  known?: Known | undefined;
  children: ReactNode;
}

/** Gives a host to what is inside, and asks again for what an event says has changed. */
export function HostProvider({ host, known, children }: Props) {
  const [client] = useState(() => clientOf(known));
  useEffect(
    () =>
      host.listen((event) => {
        if (event.event === "changed") askAgain(client, isOld(among(event.topics)));
        if (event.event === "lost")
          askAgain(
            client,
            isOld(() => true),
          );
      }),
    [host, client],
  );
  return (
    <HostContext.Provider value={host}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </HostContext.Provider>
  );
}

function clientOf(known: Known = []): QueryClient {
  const client = new QueryClient({ defaultOptions: { queries: QUERIES } });
  for (const [name, answer] of known) client.setQueryData([name, {}], answer);
  return client;
}

// The host says when an answer is no longer right, so time alone makes none old.
const QUERIES = {
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 300_000,
  retry: false,
  networkMode: "always",
} as const;

/** Whether an answer read something that has changed. */
function isOld(isChanged: (reads: Topic[]) => boolean): (query: Query) => boolean {
  return ({ state }) => {
    const answer = state.data as Answer<CallName> | undefined;
    // What was refused may go now, and says of nothing what it reads.
    return answer ? isChanged(answer.reads) : state.status === "error";
  };
}

function among(topics: Topic[]): (reads: Topic[]) => boolean {
  const changed = new Set(topics.map(word));
  return (reads) => reads.some((topic) => changed.has(word(topic)));
}

/** A topic as one text: the same for the same topic. */
function word(topic: Topic): string {
  return Object.entries(topic)
    .sort(([one], [other]) => one.localeCompare(other))
    .flat()
    .join("\n");
}

/** What a call answers, kept right: asked again whenever what it read has changed. The last answer stays meanwhile. */
export function useAnswer<Name extends CallName>(
  name: Name,
  args: Args<Name>,
  options: { enabled?: boolean } = {},
): UseQueryResult<Value<Name>, Refusal> {
  const host = useHost();
  return useQuery({
    queryKey: [name, args],
    queryFn: () => host.call(name, args).catch((thrown) => Promise.reject(Refusal.of(thrown))),
    select: (answer: Answer<Name>) => answer.value,
    enabled: options.enabled ?? true,
    placeholderData: (before) => before,
  });
}

/** The same of what changes and tells nobody: asked again when it comes into view, and when the window does. */
export function useAnswerInView<Name extends CallName>(
  name: Name,
  args: Args<Name>,
): UseQueryResult<Value<Name>, Refusal> {
  const answer = useAnswer(name, args);
  const { refetch } = answer;
  useEffect(() => {
    const look = () => void refetch({ cancelRefetch: false });
    look();
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, [refetch]);
  return answer;
}

/** Something that is done when it is asked for; `inTurn`, once what was asked for before is answered. */
export function useAct<Name extends CallName>(name: Name, options: { inTurn?: boolean } = {}) {
  const host = useHost();
  return useMutation<Value<Name>, Refusal, Args<Name>>({
    mutationFn: async (args) => {
      try {
        return (await host.call(name, args)).value;
      } catch (thrown) {
        throw Refusal.of(thrown);
      }
    },
    networkMode: "always",
    ...(options.inTurn && { scope: { id: name } }),
  });
}
