// What an ellipsis cuts off is shown whole to a pointer that rests on it.
import { useEffect } from "react";

/** How many elements above the one that is pointed at may do the cutting. */
const NEAR = 4;

/** Gives a title to every text that is cut off, once it is pointed at; what has a title keeps it. */
export function useWholeTexts(): void {
  useEffect(() => {
    const tell = ({ target }: PointerEvent) => {
      const cut = target instanceof HTMLElement ? cutting(target) : null;
      if (cut) retitle(cut);
    };
    document.addEventListener("pointerover", tell);
    return () => document.removeEventListener("pointerover", tell);
  }, []);
}

/** What cuts a text off, or did when it was pointed at last. */
function cutting(target: HTMLElement): HTMLElement | null {
  let at: HTMLElement | null = target;
  for (let above = 0; at && above < NEAR; above += 1) {
    if (at.dataset.whole !== undefined || getComputedStyle(at).textOverflow === "ellipsis") return at;
    at = at.parentElement;
  }
  return null;
}

function retitle(cut: HTMLElement) {
  const isOurs = cut.dataset.whole !== undefined;
  if (!isOurs && cut.closest("[title]")) return;
  if (cut.scrollWidth > cut.clientWidth) {
    cut.dataset.whole = "";
    cut.title = cut.textContent;
  } else if (isOurs) {
    delete cut.dataset.whole;
    cut.removeAttribute("title");
  }
}
