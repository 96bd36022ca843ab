/** What a person does with the extension, in a window of a real VS Code. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { VsCode } from '../vscode/start';
import { Window } from '../vscode/window';
import { steps } from './steps';

/** Where the window has the editor. */
const EDITOR = { x: 350, y: 0, width: 850, height: 560 };

const EXAMPLE = join(__dirname, '..', '..', '..', 'examples', 'seven-patterns');

let vscode: VsCode;
let window: Window;

before(async () => {
  vscode = await VsCode.start({
    workspace: EXAMPLE,
    settings: { 'editor.codeActionsOnSave': { 'source.fixAll.asyncsense': 'explicit' } },
  });
  window = await Window.open(vscode);
});

after(async () => {
  await window.close();
  await vscode.stop();
});

const step = steps(() => ({ vscode, window }));

step('problems are underlined, and listed in the Problems panel', async () => {
  await window.openFile('app/fetcher.py');
  await window.goToLine(44);
  await window.squiggles.nth(1).waitFor();
  await window.page.keyboard.press('Control+Shift+M');
  await window.problem('blocking-sleep').waitFor();
  await window.problem('missing-async-with').waitFor();
  await window.picture('problems');
  await window.page.keyboard.press('Control+J');
});

step('hovering shows the chain that leads to what blocks, and the page of the rule', async () => {
  await window.squiggles.nth(2).waitFor();
  await window.line('document = download').getByText('download', { exact: true }).hover();
  const hover = window.page.locator('.monaco-hover:visible');
  await hover.filter({ hasText: /reaches .urllib\.request\.urlopen. through .download/ }).waitFor();
  await hover.filter({ hasText: /.download. calls .urllib\.request\.urlopen/ }).waitFor();
  await hover.filter({ hasText: 'Why is this bad?' }).waitFor();
  await window.picture('hover', EDITOR);
  await window.page.keyboard.press('Escape');
});

step('the Event Loop view shows what blocks, and leads there', async () => {
  await window.runCommand('asyncsense: Show What Blocks the Event Loop');
  await window.expand('fetch_price');
  await window.expand('download');
  await window.treeRow('urllib.request.urlopen').waitFor();
  await window.page.mouse.move(800, 600);
  await window.picture('tree', { x: 0, y: 0, width: 800, height: 440 });
  await window.treeRow('urllib.request.urlopen').click();
  await window.page.locator('[id="status.editor.selection"]', { hasText: 'Ln 37' }).waitFor();
});

step('Ctrl+. offers fixes, and applies one', async () => {
  await window.openFile('app/fetcher.py');
  await window.goToLine(47, 15);
  await window.openMenu('asyncio.sleep');
  await window.picture('fix', EDITOR);
  await window.chooseAction('asyncio.sleep');
  await window.line('await asyncio.sleep(2**attempt)').waitFor();
});

step('saving fixes what is safe to fix in the file', async () => {
  await window.page.keyboard.press('Control+S');
  await window.line('async with Shop(host) as shop').waitFor();
  await until(() => /await asyncio\.sleep[^]*async with Shop/.test(vscode.read('app/fetcher.py')));
  // What is not certain to keep the meaning is left to people.
  assert.match(vscode.read('app/fetcher.py'), /document = download\(product\.url\)/);
});

step('the tree follows', async () => {
  await window.runCommand('asyncsense: Show What Blocks the Event Loop');
  await window.treeRow('time.sleep').waitFor({ state: 'detached' });
});

step('a server that is killed is replaced', async () => {
  const killed = serverProcess(vscode);
  process.kill(killed, 'SIGKILL');
  await until(() => ![undefined, killed].includes(findServer(vscode)));
  await window.openFile('app/notify.py');
  await window.goToLine(38);
  await window.squiggles.first().waitFor();
});

step('a rule is explained', async () => {
  await window.runCommand('asyncsense: Explain Rule');
  await window.choose('dangling-task');
  const tab = window.page.locator('.tab.active', { hasText: 'dangling-task' });
  await tab.waitFor();
  const page = window.page.locator('iframe.webview.ready').contentFrame().locator('iframe').contentFrame();
  await page.getByRole('heading', { name: 'Why is this bad?' }).waitFor();
  await window.picture('explain', EDITOR);
});

step('the whole workspace is fixed', async () => {
  await window.runCommand('asyncsense: Fix All in Workspace');
  await window.openFile('app/notify.py');
  await window.line('await self.mailbox.send(recipient, "You').waitFor();
  await window.openFile('app/main.py');
  await window.goToLine(33);
  await window.line('background_tasks.add(task)').waitFor();
});

step('debug information', async () => {
  await window.runCommand('asyncsense: Show Debug Information');
  await window.line('# asyncsense').waitFor();
  await window.line('server: ready').waitFor();
});

function serverProcess(of: VsCode): number {
  const found = findServer(of);
  assert.ok(found !== undefined, 'the server runs');
  return found;
}

/** The process of the server; its directory is the home of this run. */
function findServer(of: VsCode): number | undefined {
  const processes = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  const servers = processes.filter((line) => line.includes('main.py --stdio')).map((line) => Number.parseInt(line, 10));
  return servers.find((pid) => readlinkSync(`/proc/${pid}/cwd`, 'utf8') === join(of.folder, 'home'));
}

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 600 && !holds(); i++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.ok(holds());
}
