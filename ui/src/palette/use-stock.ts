// The images that the palette searches: asked for once something is typed, of a bounded number of services.
import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { useHost } from "../host/context.tsx";
import { type Answer, Refusal } from "../host/host.ts";
import type { BoardDocument, ErrorBody, ImagesArgs } from "../wire/types.ts";
import { wordsOf } from "./entry.ts";
import type { Stock } from "./image-entries.ts";

/** A letter says nothing yet. */
const LEAST = 2;
/** Of so many services at most: each may be a question to a registry. */
const SERVICES = 20;

export interface Asked {
  stock: Stock[];
  isAsking: boolean;
  /** Why those of a service are not known. */
  problem: ErrorBody | null;
}

export function useStock(board: BoardDocument | undefined, typed: string): Asked {
  const host = useHost();
  const key = servicesFor(board, typed)
    .map(({ project, service }) => `${project}\n${service}`)
    .join("\n");
  const { queries, combine } = useMemo(() => {
    const parts = key === "" ? [] : key.split("\n");
    const places = parts.flatMap((project, at): ImagesArgs[] =>
      at % 2 === 0 ? [{ project, service: parts[at + 1] ?? "" }] : [],
    );
    return {
      // As `useAnswer` asks, so that what a screen knows is not asked again.
      queries: places.map((args) => ({
        queryKey: ["images", args],
        queryFn: () => host.call("images", args).catch((thrown) => Promise.reject(Refusal.of(thrown))),
      })),
      combine: (results: { data: Answer<"images"> | undefined; isFetching: boolean; error: unknown }[]) => ({
        stock: results.flatMap(({ data }, at): Stock[] => {
          const place = places[at];
          return data && place ? [{ ...place, images: data.value.images }] : [];
        }),
        isAsking: results.some(({ data, isFetching }) => isFetching && !data),
        problem:
          results.map(({ error }) => (error instanceof Refusal ? error.body : null)).find(Boolean) ?? null,
      }),
    };
  }, [key, host]);
  return useQueries({ queries, combine });
}

/** Those that are typed first, then the others in the board's order. */
export function servicesFor(board: BoardDocument | undefined, typed: string): ImagesArgs[] {
  if (!board || typed.trim().length < LEAST) return [];
  const words = wordsOf(typed);
  const all = board.projects.flatMap(({ name, services }) =>
    services.map((service) => ({ project: name, service })),
  );
  if (all.length <= SERVICES) return all;
  const rank = ({ project, service }: ImagesArgs) => {
    const text = `${project} ${service}`.toLowerCase();
    return words.filter((word) => text.includes(word)).length;
  };
  return all
    .map((place) => ({ place, rank: rank(place) }))
    .sort((one, other) => other.rank - one.rank)
    .slice(0, SERVICES)
    .map(({ place }) => place);
}
