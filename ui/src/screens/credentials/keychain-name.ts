// What the place is called that holds the values.
import { useTranslation } from "react-i18next";
import type { KeychainDocument } from "../../wire/types.ts";

export function useKeychainName(keychain: KeychainDocument | undefined): string {
  const { t } = useTranslation("credentials");
  return keychain?.file ? t("keychain.file", { file: keychain.file }) : t("login");
}
