// Which keys do something now. Screens say theirs, so that the list that ? opens is whole.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";

/** Keys pressed one after the other, or any of them, and what they do. */
export interface Shortcut {
  keys: string[];
  text: string;
}

/** The shortcuts of one place, such as a screen, under its name. */
export interface ShortcutSection {
  title: string;
  shortcuts: Shortcut[];
}

/** Adds a section until what it returns is called. */
type Add = (section: ShortcutSection) => () => void;

// Two contexts: who adds is not drawn again because another added.
const AddContext = createContext<Add>(() => () => {});
const SectionsContext = createContext<ShortcutSection[]>([]);

/** What screens have said, in the order in which they did. */
export function useShortcutSections(): ShortcutSection[] {
  return useContext(SectionsContext);
}

export function ShortcutProvider({ children }: { children: ReactNode }) {
  const [sections, setSections] = useState<ShortcutSection[]>([]);
  const add = useCallback<Add>((section) => {
    setSections((before) => [...before, section]);
    return () => setSections((before) => before.filter((other) => other !== section));
  }, []);
  return (
    <AddContext.Provider value={add}>
      <SectionsContext.Provider value={sections}>{children}</SectionsContext.Provider>
    </AddContext.Provider>
  );
}

/**
 * Lists the shortcuts of what is shown, for as long as it is shown. What the keys do stays with whoever calls this.
 * Each shortcut is `[text, ...keys]`, as in `["Promote", "P"]`.
 */
export function useShortcuts(title: string, shortcuts: [string, ...string[]][]): void {
  const add = useContext(AddContext);
  const told = JSON.stringify(shortcuts);
  useEffect(() => {
    const rows = JSON.parse(told) as [string, ...string[]][];
    return add({ title, shortcuts: rows.map(([text, ...keys]) => ({ text, keys })) });
  }, [add, title, told]);
}
