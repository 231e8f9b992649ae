// Where a part of the window fails, its place says so: all around it stays as it is, and something else can be shown there.
import type { ReactNode } from "react";
import { ErrorBoundary } from "react-error-boundary";
import { useTranslation } from "react-i18next";
import { Refusal } from "../host/host.ts";
import { Problem } from "../parts/problem.tsx";

interface Props {
  /** What is shown there: with something else it is tried anew. */
  shows: string;
  /** What stands around the sentence. */
  around(told: ReactNode): ReactNode;
  children: ReactNode;
}

export function Contained({ shows, around, children }: Props) {
  return (
    <ErrorBoundary resetKeys={[shows]} fallbackRender={({ error }) => around(<Failed thrown={error} />)}>
      {children}
    </ErrorBoundary>
  );
}

function Failed({ thrown }: { thrown: unknown }) {
  const { t } = useTranslation(["common", "problem"]);
  const problem = { ...Refusal.of(thrown).body, hint: t("problem:hint.internal") };
  return (
    <Problem problem={problem}>
      <button type="button" className="btn" onClick={() => window.location.reload()}>
        {t("fault.again")}
      </button>
    </Problem>
  );
}
