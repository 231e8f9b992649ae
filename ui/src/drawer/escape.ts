// Escape closes one layer: what is typed into inside the drawer before the drawer itself.
import type { KeyboardEvent } from "react";

export function onEscape(event: KeyboardEvent, back: () => void) {
  if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
  event.preventDefault();
  back();
}
