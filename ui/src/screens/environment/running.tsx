// What runs in the environment: what the ledger says beside what was seen at each place.
import type { TFunction } from "i18next";
import { RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useAct } from "../../host/context.tsx";
import { ProblemLine } from "../../parts/problem-line.tsx";
import { useWholeOf } from "../../parts/problem-words.ts";
import { Age } from "../../parts/time.tsx";
import type { EnvironmentPage, Sight } from "../../wire/types.ts";
import { FewPlaces } from "./few-places.tsx";
import { ManyPlaces } from "./many-places.tsx";
import type { ServiceMenuItem } from "./service-menu.tsx";
import type { Where } from "./where.ts";

/** More columns than that are no longer read, but searched. */
const FEW = 4;

interface RunningProps {
  where: Where;
  page: EnvironmentPage;
  onService(service: string, what: ServiceMenuItem): void;
}

export function Running({ where, page, onService }: RunningProps) {
  const { t } = useTranslation("environment");
  const Table = page.places.length > FEW ? ManyPlaces : FewPlaces;
  return (
    <>
      <div className="sec pad">
        <h2>{t("running.title")}</h2>
        <span className="faint cut">
          {t("running.target", { target: targetOf(t, page.target), count: page.places.length })}
          {t("names.comma")}
          <Looked sight={page.band.sight} />
        </span>
        <span className="grow" />
        <LookAgain where={where} looking={page.band.sight.looking} />
      </div>
      {page.services.length > 0 ? (
        <Table page={page} onService={onService} />
      ) : (
        <p className="pad row dim ruled">{t("running.empty", { environment: where.environment })}</p>
      )}
    </>
  );
}

const KINDS = ["compose", "docker", "script"] as const;

/** A kind of target by its name; what is not known here is called as slipway.yml calls it. */
function targetOf(t: TFunction<"environment">, target: string): string {
  const known = KINDS.find((kind) => kind === target);
  return known ? t(`running.kind.${known}`) : target;
}

/** How old what is shown is. */
function Looked({ sight }: { sight: Sight }) {
  const { t } = useTranslation("environment");
  const why = useWholeOf()(sight.problem);
  if (sight.at === null) return <span title={why}>{t("running.never")}</span>;
  const [before = "", after = ""] = t(sight.stale ? "running.asOf" : "running.seen", { age: "\n" }).split(
    "\n",
  );
  return (
    <span className={sight.stale ? "doubt word" : undefined} title={why}>
      {before}
      <Age at={sight.at} />
      {after}
    </span>
  );
}

/** Looks at the environment now. It is said while it goes on, in the place where the button stands. */
function LookAgain({ where, looking }: { where: Where; looking: boolean }) {
  const { t } = useTranslation("environment");
  const look = useAct("look");
  const busy = looking || look.isPending;
  return (
    <>
      {look.error && (
        <span className="row fail cut" role="alert">
          <ProblemLine problem={look.error.body} />
        </span>
      )}
      <button
        type="button"
        className="btn sm ghost"
        aria-disabled={busy}
        onClick={() => busy || look.mutate({ ...where })}
      >
        <RefreshCw className="i i-12" aria-hidden />
        {busy ? t("running.looking") : t("act.look")}
      </button>
    </>
  );
}
