// Paths that name what the drawer shows: they lead to the screen that it stands beside, with the drawer open.
import { useEffect, useRef } from "react";
import { Redirect, useLocation, useParams, useSearch } from "wouter";
import { Activity } from "../screens/activity/activity.tsx";
import { useDrawer } from "./drawer.tsx";
import { paths } from "./paths.ts";
import { planOfQuery } from "./plan-link.ts";

/** An operation beside the activity. The path stays for as long as the operation is shown. */
export function LinkedOperation() {
  const { project = "", operation = "" } = useParams<{ project: string; operation: string }>();
  const { drawn, draw } = useDrawer();
  const [, go] = useLocation();
  const wasDrawn = useRef(false);
  useEffect(() => draw({ about: "operation", project, operation }), [draw, project, operation]);
  useEffect(() => {
    if (drawn) wasDrawn.current = true;
    else if (wasDrawn.current) go(paths.activity(), { replace: true });
  }, [drawn, go]);
  return <Activity />;
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
