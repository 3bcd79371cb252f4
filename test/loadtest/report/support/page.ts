import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import { renderHtml } from "../../../../loadtest/report/html.ts";
import type { Result } from "../../../../loadtest/result.ts";
import { launch, visitor } from "../../../support/browser.ts";

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 900 };
export const CHARTS = 9;

export const picture = (page: Page, chart = 0): Promise<string> =>
  page
    .locator("canvas")
    .nth(chart)
    .evaluate((canvas: any) => canvas.toDataURL());

/** Texts of an element, with one space between them. */
export const textOf = async (element: Locator): Promise<string> =>
  (await element.allTextContents()).join(" ").replace(/\s+/g, " ").trim();

type Options = Parameters<Browser["newContext"]>[0] & { readonly hash?: string };

/** @returns opens a report as a file, as somebody would who got it by mail */
export function useReport() {
  let browser: Browser;
  let folder: string;
  const closing: (() => Promise<void>)[] = [];
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "report-"));
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  return async (
    result: Result,
    { hash = "", ...options }: Options = {},
  ): Promise<{ page: Page; complaints: string[] }> => {
    const file = path.join(folder, "report.html");
    await writeFile(file, await renderHtml(result));
    const { context, page, complaints } = await visitor(browser, "file:///", {
      offline: true,
      ...options,
    });
    closing.push(() => context.close());
    await page.goto(`${pathToFileURL(file)}${hash}`);
    await page.locator(".verdict").waitFor();
    return { page, complaints };
  };
}
