// What a path asks of the screen that it leads to, beyond which it is.
import { useEffect, useRef } from "react";
import { useSearchParams } from "wouter";
import { useArrival } from "./hash-location.ts";

/**
 * Follows the query once for each time that something leads there: what is done on the screen after that was not asked
 * for by the path. `follow` says whether it could, or waits for an answer; it is tried again with every rendering.
 */
export function useLedByPath(follow: (search: URLSearchParams) => boolean): void {
  const [search] = useSearchParams();
  const arrival = useArrival();
  const followed = useRef<number | null>(null);
  useEffect(() => {
    if (followed.current !== arrival && search.size > 0 && follow(search)) followed.current = arrival;
  });
}
