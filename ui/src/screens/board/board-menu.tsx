// Everything that can be done in a cell or band, opened by its button, a right click or the menu key.
import { DropdownMenu } from "radix-ui";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { paths } from "../../frame/paths.ts";
import { MenuHead, MenuItem, MenuLine } from "../../parts/menu.tsx";
import type { Action } from "../../wire/types.ts";
import { useActionWords } from "./action-words.ts";
import { useActs, type Where } from "./acts.tsx";

export interface Opened {
  where: Where;
  service: string | null;
  /** Where it hangs, in the window. */
  at: Pick<DOMRect, "left" | "top" | "width" | "height">;
  /** What has the focus afterwards. */
  cell: HTMLElement;
}

const KEYS: Partial<Record<Action["verb"], string>> = { promote: "P", deploy: "P", rollback: "R" };

export function BoardMenu({ opened, onClose }: { opened: Opened; onClose(): void }) {
  const { t } = useTranslation("board");
  const [, go] = useLocation();
  const acts = useActs();
  const words = useActionWords();
  // It is done once the focus is back at its cell, so that what it opens gives it back there.
  const chosen = useRef<(() => void) | null>(null);
  const choose = (what: () => void) => () => {
    chosen.current = what;
  };
  const { where, service, cell } = opened;
  // A rectangle of the page has getters, which a style does not see.
  const { left, top, width, height } = opened.at;
  const { environment, actions: whole, cells } = where.band;
  const actions = service === null ? whole : (cells[service]?.actions ?? []);
  const visit = (path: string) => choose(() => go(path));
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <button
          type="button"
          tabIndex={-1}
          className="menu-anchor"
          style={{ left, top, width, height }}
          aria-hidden
        />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={cell.closest("main")}>
        <DropdownMenu.Content
          className="menu"
          data-over
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            cell.focus();
            chosen.current?.();
          }}
        >
          <MenuHead>{[where.project, service, environment].filter(Boolean).join(" · ")}</MenuHead>
          {actions.map((action) => (
            <MenuItem
              key={`${action.verb}${action.release}`}
              disabled={action.blocked !== null}
              end={KEYS[action.verb]}
              onSelect={choose(() => acts.act(where, action))}
            >
              {words(where, action).name}
            </MenuItem>
          ))}
          {actions.length > 0 && <MenuLine />}
          <MenuItem end="↵" onSelect={visit(paths.environment(where.project, environment))}>
            {t("menu.open", { environment })}
          </MenuItem>
          {service !== null && (
            <>
              <MenuItem end="L" onSelect={visit(paths.logs(where.project, environment, service))}>
                {t("menu.logs", { service })}
              </MenuItem>
              <MenuItem onSelect={visit(paths.images(where.project, service))}>
                {t("menu.images", { service })}
              </MenuItem>
            </>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
