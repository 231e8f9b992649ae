// Paths that name what the drawer shows: they lead to the screen that it stands beside, with the drawer open.
import { useEffect, useRef } from "react";
import { Redirect, useLocation, useParams, useSearch } from "wouter";
import { useAnswer } from "../host/context.tsx";
import { Activity } from "../screens/on-demand.ts";
import { type Drawn, useDrawer } from "./drawer.tsx";
import { useArrival } from "./hash-location.ts";
import { paths } from "./paths.ts";
import { planOfQuery } from "./plan-link.ts";

/** An operation beside the activity. The path says which is shown, for as long as one is. */
export function LinkedOperation() {
  const { project = "", operation = "" } = useParams<{ project: string; operation: string }>();
  const { drawn, draw } = useDrawer();
  const [, go] = useLocation();
  const path = paths.operation(project, operation);
  const shown = pathOf(drawn);
  // The path that was followed already: what is shown after it was not asked for by it.
  const followed = useRef<string | null>(null);
  useEffect(() => {
    if (shown === path) followed.current = path;
    else if (followed.current === path && shown !== null) go(shown, { replace: true });
  }, [shown, path, go]);
  const answer = useAnswer("operation", { project, operation });
  const kind = answer.isPlaceholderData ? undefined : answer.data?.kind;
  // What cannot be known is said in the drawer.
  const isDrawn = kind ? kind !== "run" : answer.isError;
  const arrival = useArrival();
  // Each arrival draws it once. What is drawn over it later, such as a plan, stays until something leads here again.
  const drew = useRef<number | null>(null);
  useEffect(() => {
    if (drew.current === arrival || (!isDrawn && shown !== path)) return;
    drew.current = arrival;
    if (shown !== path) draw({ about: "operation", project, operation });
  }, [arrival, isDrawn, shown, path, draw, project, operation]);
  if (kind === "run") return <Redirect to={paths.run(project, operation)} replace />;
  return <Activity />;
}

/** Where what is shown is named beside the activity; null of a plan, which is shown over any screen. */
function pathOf(drawn: Drawn | null): string | null {
  if (drawn === null) return paths.activity();
  return drawn.about === "operation" ? paths.operation(drawn.project, drawn.operation) : null;
}

/** A plan beside the board. What is shown of it later is not in the path, so the path goes at once. */
export function LinkedPlan() {
  const search = useSearch();
  const { draw } = useDrawer();
  useEffect(() => {
    const plan = planOfQuery(search);
    if (plan) draw({ about: "plan", plan });
  }, [draw, search]);
  return <Redirect to={paths.board()} replace />;
}
