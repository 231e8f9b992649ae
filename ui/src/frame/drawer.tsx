// The drawer over the right third: a plan, then how it goes, then what came of it; or what a credential is made of. One at
// a time, over any screen.
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import type { CredentialWish, PlanArgs } from "../wire/types.ts";
import { giveBack } from "./focus-back.ts";

export type Drawn =
  | { about: "plan"; plan: PlanArgs }
  | { about: "operation"; project: string; operation: string }
  | { about: "credential"; form: CredentialForm };

/** A credential that is put into the keychain, as far as it is known which; or one that gets another value. */
export type CredentialForm = { is: "add"; wish: Partial<CredentialWish> } | { is: "rotate"; id: string };

interface Drawer {
  drawn: Drawn | null;
  draw(what: Drawn): void;
  /** Closes it and gives the focus back to what opened it. */
  close(): void;
}

const DrawerContext = createContext<Drawer | null>(null);

export function useDrawer(): Drawer {
  const drawer = useContext(DrawerContext);
  if (!drawer) throw new Error("there is no drawer around this");
  return drawer;
}

export function DrawerProvider({ children }: { children: ReactNode }) {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [opener, setOpener] = useState<Element | null>(null);
  const draw = useCallback((what: Drawn) => {
    // From one phase to the next it stays the drawer of whatever opened it.
    const from = document.activeElement;
    if (!from?.closest(".drawer")) setOpener(from);
    setDrawn(what);
  }, []);
  const close = useCallback(() => {
    setDrawn(null);
    giveBack(opener);
    setOpener(null);
  }, [opener]);
  const value = useMemo(() => ({ drawn, draw, close }), [drawn, draw, close]);
  return <DrawerContext.Provider value={value}>{children}</DrawerContext.Provider>;
}
