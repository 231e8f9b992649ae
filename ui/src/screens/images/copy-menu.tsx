// What of an image can be copied: its digest, what it is pulled by, its commit.
import { useTranslation } from "react-i18next";
import { Menu, MenuItem, MenuLine } from "../../parts/menu.tsx";
import type { ImageRow } from "../../wire/types.ts";

interface Props {
  image: ImageRow;
  repository: string;
  onCopy(text: string): void;
}

export function CopyMenu({ image, repository, onCopy }: Props) {
  const { t } = useTranslation("images");
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="btn">
          {t("copy.menu")}
        </button>
      }
    >
      <MenuItem onSelect={() => onCopy(image.digest)}>{t("copy.digest")}</MenuItem>
      <MenuItem onSelect={() => onCopy(pullReference(repository, image))}>{t("copy.pull")}</MenuItem>
      {image.commit && <MenuItem onSelect={() => onCopy(image.commit ?? "")}>{t("copy.commit")}</MenuItem>}
      {image.tags.length > 0 && <MenuLine />}
      {image.tags.slice(0, 8).map((tag) => (
        <MenuItem key={tag} onSelect={() => onCopy(`${repository}:${tag}`)}>
          {t("copy.tag", { reference: `${repository}:${tag}` })}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** What names exactly this image, whatever its tags point to later. */
export function pullReference(repository: string, { digest }: ImageRow): string {
  return `${repository}@${digest}`;
}
