import type { ComponentChildren } from "preact";
import { t } from "../i18n/index.ts";
import { LanguageSwitch } from "./LanguageSwitch.tsx";
import { Link } from "./Link.tsx";
import { SettingsButton } from "./settings/SettingsButton.tsx";

/** The arch of the brand, as in the favicon. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path class="mark-stone" d="M3 30V15a13 13 0 0 1 26 0v15h-5V15a8 8 0 0 0-16 0v15z" />
      <path class="mark-light" d="M9 30V15a7 7 0 0 1 14 0v15z" />
      <path class="mark-bars" d="M12.5 9v21M16 8v22M19.5 9v21M9 17h14M9 23h14" />
    </svg>
  );
}

/** Top of every page outside a match. */
export function Header({ children }: { readonly children?: ComponentChildren }) {
  const texts = t.value;
  return (
    <header class="header">
      <Link href="/" class="brand">
        <Mark />
        <span class="brand-name">{texts.brand.name}</span>
        <span class="brand-line">{texts.brand.line}</span>
      </Link>
      {children}
      <SettingsButton />
      <LanguageSwitch />
    </header>
  );
}
