import { type ComponentChild, render } from "preact";

/** Shows a page in the element that the HTML has for it. */
export function mountPage(page: ComponentChild): void {
  const root = document.getElementById("app");
  if (!root) throw new Error("the page has no #app");
  render(page, root);
}
