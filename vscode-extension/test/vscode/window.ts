/** A window of VS Code in a headless Chromium, and what one does in it. */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type Locator, type Page, chromium } from 'playwright-core';
import { remove } from './remove';
import type { VsCode } from './start';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const PATIENCE_MS = 60_000;

export interface WindowOptions {
  /** What VS Code's page is told besides. */
  readonly payload?: readonly (readonly [string, string])[];
  /** A workspace of several folders, instead of the one folder. */
  readonly workspaceFile?: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

export class Window {
  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly profile: string,
  ) {}

  static async open(vscode: VsCode, options: WindowOptions = {}): Promise<Window> {
    const profile = mkdtempSync(join(tmpdir(), 'asyncsense-chromium-'));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: CHROMIUM,
      headless: true,
      viewport: { width: 1200, height: 700 },
      deviceScaleFactor: 2,
      colorScheme: 'dark',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    context.setDefaultTimeout(PATIENCE_MS);
    // Nothing is fetched from outside this machine.
    await context.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => route.abort());
    const page = context.pages()[0] ?? (await context.newPage());
    await options.prepare?.(page);
    const { workspaceFile, payload = [] } = options;
    const opened = workspaceFile === undefined ? { folder: vscode.workspace } : { workspace: join(vscode.workspace, workspaceFile) };
    const query = new URLSearchParams({ ...opened, payload: JSON.stringify(payload) });
    await page.goto(`${vscode.url}/?${query.toString()}`);
    return new Window(page, context, profile);
  }

  async close(): Promise<void> {
    await this.context.close();
    await remove(this.profile);
  }

  /** Opens a file of the workspace from the explorer. */
  async openFile(path: string): Promise<void> {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    await this.page.locator('.monaco-workbench').waitFor();
    await this.page.keyboard.press('Control+Shift+E');
    for (const part of parts) {
      const folder = this.explorerRow(part);
      await folder.waitFor();
      if ((await folder.getAttribute('aria-expanded')) === 'false') {
        await folder.click();
      }
    }
    await this.explorerRow(name).dblclick();
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.page.locator('.editor-instance .view-line').first().waitFor();
  }

  private explorerRow(name: string): Locator {
    return this.page.locator('.explorer-folders-view .monaco-list-row').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** The one at the top of the window, with a list below. */
  private get field(): Locator {
    return this.page.locator('.quick-input-widget input').first();
  }

  /** Runs a command by its title; a list that it opens may be open when this returns. */
  async runCommand(title: string): Promise<void> {
    await this.type(() => this.page.keyboard.press('F1'), `>${title}`, title);
    await this.page.keyboard.press('Enter');
    while ((await this.field.isVisible()) && (await this.field.inputValue()) === `>${title}`) {
      await this.page.waitForTimeout(50);
    }
  }

  /**
   * Types into the field at the top of the window until a row of its list has the text.
   * VS Code sets the field itself a moment after it opens it, and closes it when the focus goes elsewhere: one begins anew.
   */
  private async type(open: () => Promise<void>, value: string, row: string): Promise<void> {
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    const found = rows.filter({ hasText: row }).first();
    const seen: string[] = [];
    for (let i = 0; i < 10 && !(await found.isVisible()); i++) {
      await this.page.keyboard.press('Escape');
      await open();
      const filled = this.field.fill(value, { timeout: 5000 }).then(() => this.field.inputValue());
      const field = await filled.catch((error: unknown) => String(error));
      await found.waitFor({ timeout: 5000 }).catch(async () => seen.push(`${field}: ${(await rows.allInnerTexts()).join(' | ')}`));
    }
    assert.ok(await found.isVisible(), `no row «${row}»; there was\n${seen.join('\n')}`);
  }

  async goToLine(line: number, column = 1): Promise<void> {
    await this.page.keyboard.press('Control+G');
    await this.field.fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  line(text: string): Locator {
    return this.page.locator('.editor-instance .view-line', { hasText: text }).first();
  }

  get squiggles(): Locator {
    return this.page.locator('.editor-instance').locator('.squiggly-error, .squiggly-warning, .squiggly-info');
  }

  /** A line of the Problems panel. */
  problem(text: string): Locator {
    return this.page.locator('.markers-panel .monaco-list-row', { hasText: text });
  }

  /** A line of the *Event Loop* view. */
  treeRow(label: string): Locator {
    return this.page
      .locator('.sidebar .pane-body .monaco-list-row')
      .filter({ has: this.page.locator('.label-name').getByText(label, { exact: true }) });
  }

  async expand(label: string): Promise<void> {
    await this.treeRow(label).locator('.monaco-tl-twistie').click();
  }

  /** The list of actions that Ctrl+. opens. */
  get menu(): Locator {
    return this.page.locator('.action-widget:not(.action-list-submenu-panel)');
  }

  /** Opens it with an action in it; what comes from the server meanwhile closes it, and one tries again. */
  async openMenu(title: string): Promise<void> {
    const action = this.menu.locator('.monaco-list-row', { hasText: title });
    for (let i = 0; i < 10 && !(await action.isVisible()); i++) {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+.');
      await action.waitFor({ timeout: 5000 }).catch(() => undefined);
    }
    await action.waitFor();
  }

  /** Chooses from it. */
  async chooseAction(title: string): Promise<void> {
    // With the keyboard: VS Code 1.100 says that the rows are disabled.
    const focused = this.menu.locator('.monaco-list-row.focused').first();
    for (let i = 0; i < 20 && !(await focused.innerText()).includes(title); i++) {
      await this.page.keyboard.press('ArrowDown');
    }
    await this.page.keyboard.press('Enter');
    await this.menu.waitFor({ state: 'hidden' });
  }

  /** Chooses from the open list at the top of the window. */
  async choose(label: string): Promise<void> {
    await this.field.fill(label);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** For the README and the walkthrough: the window, or a part of it, in the folder that PICTURES names. */
  async picture(name: string, part?: { x: number; y: number; width: number; height: number }): Promise<void> {
    const folder = process.env['PICTURES'];
    if (folder) {
      await this.page.screenshot({ path: join(folder, `${name}.png`), ...(part && { clip: part }) });
    }
  }
}
