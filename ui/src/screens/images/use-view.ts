import { useRemembered } from "../../parts/remembered.ts";
import { isView, USUAL, type View } from "./view.ts";

/** How the table is looked at, kept for the next time. */
export function useView(): [View, (view: View) => void] {
  return useRemembered("images.view", USUAL, isView);
}
