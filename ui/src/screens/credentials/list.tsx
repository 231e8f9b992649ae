// The list with what narrows it, and the bar below that speaks of the credential the keyboard is at.
import { Plus } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { type CredentialForm, useDrawer } from "../../frame/drawer.tsx";
import { useLedByPath } from "../../frame/led-by-path.ts";
import { paths } from "../../frame/paths.ts";
import { useScreenKeys } from "../../frame/screen-keys.ts";
import { useShortcuts } from "../../frame/shortcut-list.tsx";
import { FilterField } from "../../parts/filter-field.tsx";
import { isText, useRemembered } from "../../parts/remembered.ts";
import { useRowHeight } from "../../parts/row-height.ts";
import { suggestWords } from "../../parts/suggest-words.ts";
import type { CredentialRow, CredentialsDocument } from "../../wire/types.ts";
import { ActionBar } from "./action-bar.tsx";
import { filterOf, KEYS, valuesOf } from "./filter.ts";
import { linesOf, rowAt } from "./lines.ts";
import { Remove } from "./remove.tsx";
import { Table } from "./table.tsx";
import { useTests } from "./use-tests.ts";

interface ListProps {
  credentials: CredentialsDocument;
  /** The keychain cannot be asked now. */
  isClosed: boolean;
}

export function List({ credentials, isClosed }: ListProps) {
  const { t } = useTranslation("credentials");
  const { draw } = useDrawer();
  const rowHeight = useRowHeight();
  const [filter, setFilter] = useRemembered("credentials.filter", "", isText);
  const [chosen, setChosen] = useState<string | null>(null);
  const [removing, setRemoving] = useState<CredentialRow | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const tests = useTests();
  const { bands } = credentials;
  const rows = useMemo(() => bands.flatMap((band) => band.credentials), [bands]);
  const lines = useMemo(() => linesOf(bands, filterOf(filter)), [bands, filter]);
  const row = rows.find(({ id }) => id === chosen);
  const [, go] = useLocation();
  // A path may lead to a credential, and to what is done with it. That is done once, so the path goes.
  useLedByPath((search) => {
    const ask = search.get("ask");
    const led = rows.find(({ id }) => id === search.get("credential"));
    if (!led && ask !== "test_all") return false;
    if (led) setChosen(led.id);
    if (!isClosed && ask === "test_all") tests.testAll();
    if (!isClosed && ask === "test" && led?.can_be_tested) tests.test(led);
    if (!isClosed && ask === "remove" && led?.added) setRemoving(led);
    go(paths.credentials(), { replace: true });
    return true;
  });
  const mend = (one: CredentialRow) => draw({ about: "credential", form: formOf(one) });
  const add = () => draw({ about: "credential", form: { is: "add", wish: {} } });
  useKeys();
  useScreenKeys((key) => {
    if (isClosed) return null;
    if (key === "n") return add;
    if (key === "t" && row?.can_be_tested) return () => tests.test(row);
    if (key === "Delete" && row?.added) return () => setRemoving(row);
    return null;
  });
  return (
    <>
      {!isClosed && (
        <div className="tools">
          <FilterField
            value={filter}
            onChange={setFilter}
            label={t("filter.label")}
            example={t("filter.example")}
            keys={KEYS}
            onLeave={() => table.current?.focus()}
            suggest={(word) =>
              suggestWords(word, KEYS, (key) =>
                valuesOf(
                  rows,
                  credentials.kinds.map(({ kind }) => kind),
                  key,
                ),
              )
            }
          />
          <span className="grow" />
          <Tools isTesting={tests.isTestingAll} onTestAll={tests.testAll} onAdd={add} />
        </div>
      )}
      <Table
        table={table}
        lines={lines}
        rowHeight={rowHeight}
        chosen={chosen}
        isClosed={isClosed}
        testing={tests.testing}
        onChoose={(index) => setChosen(rowAt(lines, index)?.id ?? null)}
        onOpen={(index) => {
          const opened = rowAt(lines, index);
          if (opened && !isClosed) mend(opened);
        }}
        onTest={tests.test}
        onMend={mend}
      />
      <ActionBar
        row={row}
        isClosed={isClosed}
        tests={tests}
        onTest={tests.test}
        onMend={mend}
        onRemove={setRemoving}
      />
      {removing && <Remove row={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}

interface ToolsProps {
  isTesting: boolean;
  onTestAll(): void;
  onAdd(): void;
}

function Tools({ isTesting, onTestAll, onAdd }: ToolsProps) {
  const { t } = useTranslation("credentials");
  const [, go] = useLocation();
  return (
    <>
      <button
        type="button"
        className="btn"
        aria-disabled={isTesting || undefined}
        onClick={() => !isTesting && onTestAll()}
      >
        {isTesting ? t("act.testingAll") : t("act.testAll")}
      </button>
      <button type="button" className="btn" onClick={() => go(paths.importCredentials())}>
        {t("act.import")}
      </button>
      <button type="button" className="btn act" aria-keyshortcuts="N" onClick={onAdd}>
        <Plus className="i" aria-hidden />
        <span>{t("act.add")}</span>
      </button>
    </>
  );
}

/** What mends a credential: a value where there is none yet, another one otherwise. */
function formOf({ id, kind, name, project, environment, added }: CredentialRow): CredentialForm {
  return added === null ? { is: "add", wish: { kind, name, project, environment } } : { is: "rotate", id };
}

function useKeys() {
  const { t } = useTranslation("credentials");
  useShortcuts(t("screens.credentials", { ns: "common" }), [
    [t("keys.move"), "↑", "↓"],
    [t("keys.open"), "Enter"],
    [t("keys.test"), "T"],
    [t("keys.remove"), "Delete"],
    [t("keys.add"), "N"],
  ]);
}
