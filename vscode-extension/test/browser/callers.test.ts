/** A fix that changes two files: a function becomes a coroutine function, and its caller awaits it. */
import { join } from 'node:path';
import { after, before } from 'node:test';
import { VsCode } from '../vscode/start';
import { Window } from '../vscode/window';
import { steps } from './steps';

const PROJECT = join(__dirname, '..', '..', 'test', 'browser', 'callers');

let vscode: VsCode;
let window: Window;

before(async () => {
  vscode = await VsCode.start({ workspace: PROJECT });
  window = await Window.open(vscode, { payload: [['logLevel', 'asyncsense.asyncsense:trace']] });
});

after(async () => {
  await window.close();
  await vscode.stop();
});

const step = steps(() => ({ vscode, window }));

step('both files are changed', async () => {
  await window.openFile('stock.py');
  await window.goToLine(10, 6);
  await window.squiggles.first().waitFor();
  await window.openMenu('async and await its callers');
  await window.picture('callers', { x: 0, y: 0, width: 920, height: 380 });
  await window.chooseAction('async and await its callers');
  await window.line('async def order(item: str) -> str:').waitFor();
  await window.line('await reserve(item)').waitFor();
  await window.openFile('main.py');
  await window.line('print(await order("tea"))').waitFor();
});

step('one Undo takes it back in both', async () => {
  await window.page.keyboard.press('Control+Z');
  await window.line('print(order("tea"))').waitFor();
  await window.openFile('stock.py');
  await window.line('def order(item: str) -> str:').waitFor();
  await window.line('async def order').waitFor({ state: 'detached' });
});

step('the channel of messages has what was said at the log level Trace', async () => {
  await window.runCommand('asyncsense: Show Messages to and from the Server');
  await window.page.locator('.part.panel .view-line', { hasText: 'textDocument/' }).first().waitFor();
});
