import type { ComponentChildren, TargetedMouseEvent } from "preact";
import { navigate } from "../router.ts";

interface LinkProps {
  readonly href: string;
  readonly class?: string;
  readonly label?: string;
  readonly children: ComponentChildren;
}

/** A real link to a page of ours: opens in place, and in a new tab when asked to. */
export function Link({ href, class: className, label, children }: LinkProps) {
  const follow = (event: TargetedMouseEvent<HTMLAnchorElement>) => {
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (elsewhere || event.button !== 0) return;
    event.preventDefault();
    navigate(href);
  };
  return (
    <a href={href} class={className} aria-label={label} onClick={follow}>
      {children}
    </a>
  );
}
