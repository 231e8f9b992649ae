// A log of lines that are all here and may become more, such as those of containers.
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useHost } from "../../host/context.tsx";
import { ArrayLines } from "./array-lines.ts";
import { rangesOf, textOf } from "./copying.ts";
import type { LogLine, Section } from "./line.ts";
import { Log } from "./log.tsx";

interface LinesLogProps {
  /** What it is called for those who do not see it. */
  name: string;
  title: ReactNode;
  /** Another array where there are other lines. */
  lines: readonly LogLine[];
  /** How many lines there were before these and are no longer here. */
  dropped?: number;
  /** More lines will come. */
  grows: boolean;
  /** What a download is called. */
  fileName: string;
  says?: string;
}

const LOG = "lines";

export function LinesLog({ name, title, lines, dropped = 0, grows, fileName, says = "" }: LinesLogProps) {
  const { i18n } = useTranslation();
  const host = useHost();
  const [store] = useState(() => new ArrayLines(lines, dropped));
  useEffect(() => store.set(lines, dropped), [store, lines, dropped]);
  const count = lines.length;
  const sections = useMemo<Section[]>(
    () => [
      {
        id: LOG,
        log: LOG,
        from: dropped,
        lines: count,
        title: null,
        look: { shape: "moving", family: "none" },
        note: null,
        since: null,
        grows,
      },
    ],
    [dropped, count, grows],
  );
  const search = useCallback(
    async (_: string, text: string, errors: boolean) => store.find(text, errors),
    [store],
  );
  const save = async (withTimes: boolean) => {
    const how = { sections, stamps: withTimes ? "absolute" : "off", language: i18n.language } as const;
    const texts = await Promise.all(rangesOf(sections).map((range) => textOf(range, store, how)));
    await host.saveText(fileName, texts.join(""));
    return null;
  };
  return (
    <Log
      name={name}
      title={title}
      sections={sections}
      lines={store}
      search={search}
      start={null}
      says={says}
      address={null}
      chosen={nothing}
      save={save}
    />
  );
}

function nothing() {}
