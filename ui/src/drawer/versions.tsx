// "0.1.45 → 0.1.47": what a release moves, as a headline has room for it.
import { useTranslation } from "react-i18next";
import { headline, type Move } from "./moves.ts";
import { useNames } from "./names.ts";

export function Versions({ moves }: { moves: Move[] }) {
  const { t } = useTranslation("drawer");
  const names = useNames();
  const told = headline(moves);
  switch (told.tells) {
    case "pair":
      return <Pair from={told.from} to={told.to} />;
    case "first":
      return (
        <>
          {told.name} <Pair from={told.from} to={told.to} />
          {told.more > 0 && ` ${t("headline.more", { count: told.more })}`}
        </>
      );
    case "removed":
      return <>{t("headline.removes", { names: names(told.names) })}</>;
    case "nothing":
      return <>{t("headline.nothing")}</>;
  }
}

function Pair({ from, to }: { from: string | null; to: string }) {
  return (
    <span className="mono">
      {from && from !== to && (
        <>
          <span className="old">{from}</span>
          <span className="arrow"> → </span>
        </>
      )}
      {to}
    </span>
  );
}
