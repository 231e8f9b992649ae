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

/** How long what is nearer has to take the focus, in milliseconds. */
const A_MOMENT = 100;

/** What a person used may go with what it did. Where nothing nearer takes the focus then, the screen does. */
export function useFocusKept(): void {
  useEffect(() => {
    let had: Element | null = null;
    let timer = 0;
    const focused = ({ target }: FocusEvent) => {
      had = target instanceof Element && target.closest("main.content") ? target : null;
    };
    // What is removed tells nobody that it had the focus.
    const observer = new MutationObserver(() => {
      if (had === null || had.isConnected) return;
      had = null;
      window.clearTimeout(timer);
      timer = window.setTimeout(keepFocus, A_MOMENT);
    });
    document.addEventListener("focusin", focused);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", focused);
      observer.disconnect();
      window.clearTimeout(timer);
    };
  }, []);
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
