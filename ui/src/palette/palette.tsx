// Search or do: the way to everything, by a few letters of its name.
import { Dialog } from "radix-ui";
import { useCallback, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useDrawer } from "../frame/drawer.tsx";
import { useFocusBack } from "../frame/focus-back.ts";
import { usePalette } from "../frame/palette-state.tsx";
import { ActsProvider } from "../screens/board/acts.tsx";
import type { Effect } from "./entry.ts";
import { PaletteList } from "./palette-list.tsx";

export function Palette() {
  const { t } = useTranslation("palette");
  const palette = usePalette();
  const after = useRef<Effect | null>(null);
  const take = useEffectOf();
  const close = palette.close;
  /** Once the palette is gone and the focus is back: the drawer gives it back to where it came from. */
  const closeAnd = useCallback(
    (effect: Effect) => {
      after.current = effect;
      close();
    },
    [close],
  );
  const focus = useFocusBack(palette.isOpen, () => {
    if (after.current) take(after.current);
    after.current = null;
  });
  return (
    <Dialog.Root open={palette.isOpen} onOpenChange={(open) => (open ? palette.open() : close())}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil" />
        <Dialog.Content className="palette" {...focus} aria-describedby={undefined}>
          <Dialog.Title className="sr">{t("name")}</Dialog.Title>
          <ActsProvider>
            <PaletteList onTake={closeAnd} onClose={close} />
          </ActsProvider>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Does what leads away from the palette. */
function useEffectOf(): (effect: Effect) => void {
  const [, go] = useLocation();
  const { draw } = useDrawer();
  const { list } = usePalette();
  return (effect) => {
    if (effect.what === "go") go(effect.path);
    else if (effect.what === "draw") draw(effect.drawn);
    else if (effect.what === "list") list(true);
  };
}
