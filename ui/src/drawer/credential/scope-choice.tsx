// What a credential is for: every project, one, or one environment.
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { CredentialProject, CredentialWish } from "../../wire/types.ts";

export type Scope = Required<Pick<CredentialWish, "project" | "environment">>;

const WIDTHS = ["all", "project", "environment"] as const;
type Width = (typeof WIDTHS)[number];

const widthOf = ({ project, environment }: Scope): Width =>
  project === null ? "all" : environment === null ? "project" : "environment";

interface ScopeChoiceProps {
  scope: Scope;
  projects: readonly CredentialProject[];
  onScope(scope: Scope): void;
  /** What that means, in a sentence. */
  say: string;
}

export function ScopeChoice({ scope, projects, onScope, say }: ScopeChoiceProps) {
  const { t } = useTranslation("credentials");
  const [label, about] = [useId(), useId()];
  const width = widthOf(scope);
  const here = projects.find(({ name }) => name === scope.project) ?? projects[0];
  const widen = (to: Width) => {
    const environment = scope.environment ?? here?.environments[0] ?? null;
    onScope({
      project: to === "all" ? null : (here?.name ?? null),
      environment: to === "environment" ? environment : null,
    });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset takes the room of its legend.
    <div className="f" role="group" aria-labelledby={label} aria-describedby={about}>
      <span className="label" id={label}>
        {t("form.for")}
      </span>
      <div className="seg">
        {WIDTHS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === width}
            disabled={one !== "all" && projects.length === 0}
            title={one !== "all" && projects.length === 0 ? t("form.noProject") : undefined}
            onClick={() => widen(one)}
          >
            <span className="cut">{t(`form.scope.${one}`)}</span>
          </button>
        ))}
      </div>
      {width !== "all" && here && (
        <div className="row scopes">
          <Choice
            label={t("form.project")}
            value={here.name}
            values={projects.map(({ name }) => name)}
            onChange={(project) => {
              const first = projects.find(({ name }) => name === project)?.environments[0] ?? null;
              onScope({ project, environment: width === "environment" ? first : null });
            }}
          />
          {width === "environment" && (
            <Choice
              label={t("form.environment")}
              value={scope.environment ?? ""}
              values={here.environments}
              onChange={(environment) => onScope({ project: here.name, environment })}
            />
          )}
        </div>
      )}
      <p className="say" id={about}>
        {say}
      </p>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  values: readonly string[];
  onChange(value: string): void;
}

function Choice({ label, value, values, onChange }: ChoiceProps) {
  return (
    <select
      className="field typed tall grow"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {/* One that slipway.yml no longer has stays what it is. */}
      {!values.includes(value) && <option value={value}>{value}</option>}
      {values.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  );
}
