/** A workspace that nobody has trusted yet, and that wants to be run. */
import assert from 'node:assert/strict';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { remove } from '../vscode/remove';
import { VsCode } from '../vscode/start';
import { Window } from '../vscode/window';
import { steps } from './steps';

const EXAMPLE = join(__dirname, '..', '..', '..', 'examples', 'seven-patterns');

let vscode: VsCode;
let window: Window;
let folder: string;
/** What the workspace's interpreter leaves when it is run. */
let trace: string;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'asyncsense-restricted-'));
  trace = join(folder, 'was-run');
  const workspace = join(folder, 'workspace');
  cpSync(EXAMPLE, workspace, { recursive: true });
  const interpreter = join(workspace, 'python');
  writeFileSync(interpreter, `#!/bin/sh\ntouch ${trace}\nexec python3 "$@"\n`);
  chmodSync(interpreter, 0o755);
  mkdirSync(join(workspace, '.vscode'));
  const settings = { 'asyncsense.interpreter': '${workspaceFolder}/python' };
  writeFileSync(join(workspace, '.vscode', 'settings.json'), JSON.stringify(settings));
  vscode = await VsCode.start({
    workspace,
    settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' },
  });
  window = await Window.open(vscode);
});

after(async () => {
  await window.close();
  await vscode.stop();
  await remove(folder);
});

const step = steps(() => ({ vscode, window }));

step('until it is trusted, problems are found and nothing of the workspace is run', async () => {
  await window.openFile('app/fetcher.py');
  await window.goToLine(47);
  await window.squiggles.nth(2).waitFor();
  assert.equal(existsSync(trace), false);
});

step('once it is trusted, its settings hold', async () => {
  await window.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).click();
  await window.page.getByRole('button', { name: /^Trust/ }).first().click();
  const isStarted = () => existsSync(trace) && /Python 3\.\d+ \(setting\)/.test(vscode.logs());
  for (let i = 0; i < 300 && !isStarted(); i++) {
    await window.page.waitForTimeout(100);
  }
  assert.ok(isStarted());
});
