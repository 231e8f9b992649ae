// Everything that is known of one image.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { exact } from "../../parts/time.tsx";
import type { ImageRow } from "../../wire/types.ts";
import { pullReference } from "./copy-menu.tsx";
import { useFound } from "./found.ts";
import { nameOf } from "./prepared.ts";
import { megabytes } from "./sizes.ts";

interface Props {
  image: ImageRow;
  repository: string;
  onCopy(text: string): void;
}

export function Facts({ image, repository, onCopy }: Props) {
  const { t, i18n } = useTranslation("images");
  const found = useFound();
  const time = (at: string | null) => at && exact(Date.parse(at), i18n.language);
  const copied = (text: string | null, words: string) =>
    text && (
      <button type="button" className="hash mono" title={words} onClick={() => onCopy(text)}>
        {text}
      </button>
    );
  const size = image.size_bytes === null ? null : `${megabytes(image.size_bytes)} MB`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keys.
    <section className="lower" aria-label={t("facts.label", { version: nameOf(image) })} tabIndex={0}>
      <dl className="known">
        <Fact name={t("facts.pull")} wide>
          {copied(pullReference(repository, image), t("copy.pull"))}
        </Fact>
        <Fact name={t("column.commit")} wide>
          {copied(image.commit, t("copy.commit"))}
        </Fact>
        <Fact name={t("column.subject")} wide>
          {image.subject}
        </Fact>
        <Fact name={t("column.tags")} wide>
          {image.tags.join(", ")}
        </Fact>
        <Fact name={t("column.author")}>{image.author}</Fact>
        <Fact name={t("column.committed")}>{time(image.commit_time)}</Fact>
        <Fact name={t("column.branch")}>{image.branch}</Fact>
        <Fact name={t("column.built")}>{time(image.created)}</Fact>
        <Fact name={t("column.pushed")}>{time(image.pushed)}</Fact>
        <Fact name={t("column.build")}>{image.build_number}</Fact>
        <Fact name={t("facts.release")}>{image.release}</Fact>
        <Fact name={t("column.running")}>{image.running_in.join(", ") || t("facts.nowhere")}</Fact>
        <Fact name={t("facts.size")}>{size}</Fact>
        <Fact name={t("column.platforms")}>{image.platforms.join(", ")}</Fact>
        <Fact name={t("column.found")}>{found(image)}</Fact>
      </dl>
    </section>
  );
}

/** A name and what is known; that nothing is known is said. */
function Fact({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) {
  const { t } = useTranslation("images");
  return (
    <>
      <dt>{name}</dt>
      <dd className={wide ? "wide" : undefined}>
        {children || <span className="faint">{t("unknown")}</span>}
      </dd>
    </>
  );
}
