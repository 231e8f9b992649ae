// The focus goes back to where it was, and is never lost: where that is gone, the screen has it. Radix gives it to a
// dialog's own trigger only.
import { useEffect, useRef } from "react";

/** Gives the focus to the screen. */
function focusScreen() {
  const screen = document.querySelector<HTMLElement>("main.content");
  if (!screen) return;
  screen.tabIndex = -1;
  screen.focus({ preventScroll: true });
}

/** Gives the focus to the screen where it went away with what had it. */
export function keepFocus() {
  if (document.activeElement === document.body) focusScreen();
}

/** To where the focus was, or to the screen where that is gone or was nothing. */
export function giveBack(to: Element | null) {
  if (to instanceof HTMLElement && to.isConnected && to !== document.body) to.focus({ preventScroll: true });
  else focusScreen();
}

/** For a dialog's content. `then` comes after: it may move the focus on, and finds it where it was. */
export function useFocusBack(isOpen: boolean, then: () => void = nothing) {
  const opener = useRef<Element | null>(null);
  const wasOpen = useRef(false);
  const after = useRef(then);
  after.current = then;
  useEffect(() => {
    const closed = wasOpen.current && !isOpen;
    wasOpen.current = isOpen;
    if (!closed) return;
    // Once the dialog is gone; what lies behind it cannot have the focus before.
    const timer = window.setTimeout(() => {
      giveBack(opener.current);
      after.current();
    });
    return () => window.clearTimeout(timer);
  }, [isOpen]);
  return {
    onOpenAutoFocus: () => {
      opener.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => event.preventDefault(),
  };
}

function nothing() {}
