/** Has VS Code run test/host in its extension host; the window is there because there is none without. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { remove } from '../vscode/remove';
import { VsCode } from '../vscode/start';
import { Window } from '../vscode/window';

const EXTENSION = join(__dirname, '..', '..');
const PATIENCE_MS = 240_000;

void test('the extension in a real extension host', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asyncsense-host-'));
  try {
    console.log(await runInHost(folder));
  } finally {
    await remove(folder);
  }
});

async function runInHost(folder: string): Promise<string> {
  const environment = join(folder, 'environment');
  for (const one of [environment, `${environment}-other`]) {
    execFileSync('python3', ['-m', 'venv', '--without-pip', one]);
  }
  const workspace = join(folder, 'workspace');
  cpSync(join(EXTENSION, '..', 'examples', 'seven-patterns'), join(workspace, 'first'), { recursive: true });
  cpSync(join(EXTENSION, 'test', 'host', 'second'), join(workspace, 'second'), { recursive: true });
  const folders = [{ path: 'first' }, { path: 'second' }];
  writeFileSync(join(workspace, 'both.code-workspace'), JSON.stringify({ folders }));

  const report = join(folder, 'report.txt');
  const vscode = await VsCode.start({
    workspace,
    // Newer ones run tests with this only.
    arguments: ['--enable-smoke-test-driver'],
    environment: { ASYNCSENSE_TEST_REPORT: report, ASYNCSENSE_TEST_ENVIRONMENT: environment },
  });
  try {
    const code = await exitCode(vscode);
    const text = existsSync(report) ? readFileSync(report, 'utf8') : 'no report';
    // The code alone says nothing: where the host crashes, it is 0, too.
    assert.match(text, /^[1-9]\d* passed, 0 failed$/m, `${text}\n${vscode.logs()}`);
    assert.equal(code, 0);
    return text;
  } finally {
    await vscode.stop();
  }
}

async function exitCode(vscode: VsCode): Promise<unknown> {
  const remote = (path: string) => `vscode-remote://${new URL(vscode.url).host}${path}`;
  const installed = readdirSync(vscode.extensions).find((name) => name.startsWith('asyncsense.')) ?? '';
  let exited: (code: unknown) => void;
  const exit = new Promise((resolve) => { exited = resolve; });
  const payload = [
    ['extensionDevelopmentPath', remote(join(vscode.extensions, installed))],
    ['extensionDevelopmentPath', remote(join(EXTENSION, 'test', 'host', 'python-extension'))],
    ['extensionTestsPath', remote(join(EXTENSION, 'out', 'host', 'index.js'))],
  ] as const;
  const window = await Window.open(vscode, {
    payload,
    workspaceFile: 'both.code-workspace',
    prepare: async (page) => {
      await page.exposeFunction('codeAutomationLog', () => undefined);
      await page.exposeFunction('codeAutomationExit', (code: unknown) => { exited(code); });
    },
  });
  const late = new Promise((resolve) => setTimeout(() => { resolve('it took too long'); }, PATIENCE_MS).unref());
  try {
    return await Promise.race([exit, late]);
  } finally {
    await window.close();
  }
}
