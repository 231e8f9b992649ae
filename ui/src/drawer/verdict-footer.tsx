// What may be done next, most likely first, or the answer that is waited for.
import type { OperationPage } from "../wire/types.ts";
import type { Move } from "./moves.ts";
import { Next } from "./next.tsx";
import { Review } from "./review.tsx";

export function VerdictFooter({ page, moves }: { page: OperationPage; moves: Move[] }) {
  const review = page.actions.find(({ verb }) => verb === "review");
  const others = page.actions.filter(({ verb }) => verb !== "review");
  if (review && review.blocked === null) return <Review page={page} moves={moves} others={others} />;
  return <Next page={page} moves={moves} actions={page.actions} />;
}
