// Whether the command palette is open, or the list of shortcuts.
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

interface PaletteState {
  isOpen: boolean;
  open(): void;
  close(): void;
  /** The list of shortcuts is open. */
  isListed: boolean;
  list(listed: boolean): void;
}

const PaletteContext = createContext<PaletteState | null>(null);

export function usePalette(): PaletteState {
  const palette = useContext(PaletteContext);
  if (!palette) throw new Error("there is no palette around this");
  return palette;
}

export function PaletteProvider({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const [isListed, setListed] = useState(false);
  const value = useMemo(
    () => ({
      isOpen,
      open: () => setOpen(true),
      close: () => setOpen(false),
      isListed,
      list: setListed,
    }),
    [isOpen, isListed],
  );
  return <PaletteContext.Provider value={value}>{children}</PaletteContext.Provider>;
}
