// Whether the command palette is open.
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

interface PaletteState {
  isOpen: boolean;
  open(): void;
  close(): void;
}

const PaletteContext = createContext<PaletteState | null>(null);

export function usePalette(): PaletteState {
  const palette = useContext(PaletteContext);
  if (!palette) throw new Error("there is no palette around this");
  return palette;
}

export function PaletteProvider({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const value = useMemo(() => ({ isOpen, open: () => setOpen(true), close: () => setOpen(false) }), [isOpen]);
  return <PaletteContext.Provider value={value}>{children}</PaletteContext.Provider>;
}
