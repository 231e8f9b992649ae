// The keys of the whole window, and the list of all that do something now.
import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useTranslation } from "react-i18next";
import { useFocusBack } from "./focus-back.ts";
import { usePalette } from "./palette-state.tsx";
import { GO, useFocusOnArrival, useShortcutKeys } from "./shortcut-keys.ts";
import { type ShortcutSection, useShortcutSections } from "./shortcut-list.tsx";
import { COMMAND } from "./top-bar.tsx";

export function Shortcuts() {
  const { t } = useTranslation("palette");
  const { isListed, list } = usePalette();
  const focus = useFocusBack(isListed);
  const sections = useShortcutSections();
  const everywhere = useEverywhere();
  useShortcutKeys();
  useFocusOnArrival();
  return (
    <Dialog.Root open={isListed} onOpenChange={list}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil" />
        <Dialog.Content className="keys" {...focus} aria-describedby={undefined}>
          <header>
            <Dialog.Title>{t("keys.title")}</Dialog.Title>
            <Dialog.Close className="btn ghost icon" aria-label={t("close", { ns: "common" })}>
              <X className="i" aria-hidden />
            </Dialog.Close>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keys. */}
          <div className="list" tabIndex={0}>
            {[...sections, everywhere].map((section) => (
              <Section key={section.title} section={section} />
            ))}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What works on every screen. */
function useEverywhere(): ShortcutSection {
  const { t } = useTranslation("palette");
  return {
    title: t("keys.everywhere"),
    shortcuts: [
      { text: t("keys.palette"), keys: [COMMAND, "K"] },
      { text: t("keys.search"), keys: ["/"] },
      { text: t("keys.list"), keys: ["?"] },
      { text: t("keys.close"), keys: ["Esc"] },
      ...Object.entries(GO).map(([letter, screen]) => ({
        text: t("keys.goTo", {
          screen: t(`screens.${screen === "add" ? "onboarding" : screen}`, { ns: "common" }),
        }),
        keys: ["G", letter.toUpperCase()],
      })),
    ],
  };
}

function Section({ section }: { section: ShortcutSection }) {
  return (
    <section>
      <h3 className="sec">{section.title}</h3>
      <dl>
        {section.shortcuts.map(({ text, keys }) => (
          <div key={text}>
            <dt>{text}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
