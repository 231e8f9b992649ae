// Light or dark, rows, language.
import { useTranslation } from "react-i18next";
import type { Choices } from "../../host/choices.ts";
import type { Appearance } from "../../wire/types.ts";
import { Choice, Section, Setting } from "./setting.tsx";

const THEMES = ["system", "light", "dark"] as const;

export function AppearanceChoices({ choices: { chosen, choose } }: { choices: Choices }) {
  const { t } = useTranslation("settings");
  return (
    <Section title={t("appearance.title")}>
      <Setting name={t("appearance.theme")} say={t(`appearance.themeSay.${chosen?.appearance ?? "system"}`)}>
        <div className="set-themes">
          {THEMES.map((theme) => (
            <Theme
              key={theme}
              theme={theme}
              chosen={chosen?.appearance === theme}
              onChoose={() => choose({ appearance: theme })}
            />
          ))}
        </div>
      </Setting>
      <Setting name={t("appearance.density")} say={t("appearance.densitySay")}>
        <Choice
          value={chosen?.density}
          options={[
            ["ordinary", t("appearance.ordinary")],
            ["compact", t("appearance.compact")],
          ]}
          onChoose={(density) => choose({ density })}
        />
      </Setting>
      <Setting name={t("appearance.language")} say={t("appearance.languageSay")}>
        <Choice
          value={chosen?.language}
          options={[
            ["system", t("appearance.languageSystem")],
            ["en", "English"],
            ["zh", "简体中文"],
          ]}
          onChoose={(language) => choose({ language })}
        />
      </Setting>
    </Section>
  );
}

interface ThemeProps {
  theme: Appearance;
  chosen: boolean;
  onChoose(): void;
}

/** A theme with a picture of it. As the desktop is: both, halved. */
function Theme({ theme, chosen, onChoose }: ThemeProps) {
  const { t } = useTranslation("settings");
  return (
    <label className={chosen ? "set-theme on" : "set-theme"}>
      <span className="set-pictures" aria-hidden>
        <Picture theme={theme === "dark" ? "dark" : "light"} />
        {theme === "system" && <Picture theme="dark" />}
      </span>
      <span className="row">
        <input type="radio" className="radio" name="theme" checked={chosen} onChange={onChoose} />
        {t(`appearance.${theme}`)}
      </span>
    </label>
  );
}

function Picture({ theme }: { theme: "light" | "dark" }) {
  return (
    <span className="set-picture" data-theme={theme}>
      <span className="set-side-lines">
        <i />
        <i />
        <i />
      </span>
      <span className="set-lines">
        <i className="set-title" />
        <i />
        <i className="set-need" />
        <i />
      </span>
    </span>
  );
}
