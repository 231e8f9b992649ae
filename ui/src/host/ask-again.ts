// Asking again for what was answered and is no longer right.
import type { Query, QueryClient } from "@tanstack/react-query";

/**
 * Asks again for what is old. What is on its way is let come, and asked for once more if it is old then: it may have been
 * read before the change, and what changes faster than it is answered would never be answered if each change began anew.
 */
export function askAgain(client: QueryClient, isOld: (query: Query) => boolean) {
  const underWay = client.getQueryCache().findAll({ fetchStatus: "fetching" });
  void client.invalidateQueries({ predicate: isOld }, LET_COME);
  for (const query of underWay) {
    const look = () => {
      if (isOld(query)) void client.invalidateQueries({ queryKey: query.queryKey, exact: true }, LET_COME);
    };
    query.promise?.then(look, look);
  }
}

const LET_COME = { cancelRefetch: false };
