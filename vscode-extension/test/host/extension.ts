/** The extension in a real extension host, through the API of VS Code. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Tree {
  getChildren(node?: unknown): { label: string; children: readonly unknown[] }[];
}

describe(`asyncsense in VS Code ${vscode.version}`, () => {
  const extension = vscode.extensions.getExtension<{ eventLoop: Tree }>('asyncsense.asyncsense');

  it('is activated by Python', async () => {
    await open('app/fetcher.py');
    await until(() => extension?.isActive);
  });

  it('registers its commands, and those of the server besides', async () => {
    const registered = await vscode.commands.getCommands(true);
    const manifest = extension?.packageJSON as { contributes: { commands: { command: string }[] } };
    const ours = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual(ours.filter((command) => !registered.includes(command)), []);
    assert.ok(registered.includes('asyncsense.fixWorkspace'));
  });

  it('reports problems with their rule, its page, and the way to what blocks', async () => {
    const document = await open('app/fetcher.py');
    const problem = await problemOf(document, 'blocking-http');
    assert.equal(problem.source, 'asyncsense');
    assert.equal(problem.range.start.line, 43);
    assert.match((problem.code as { target: vscode.Uri }).target.toString(), /blocking-http/);
    assert.match(problem.relatedInformation?.[0]?.message ?? '', /`download` calls `urllib\.request\.urlopen`/);
  });

  it('fixes a problem', async () => {
    const document = await open('app/notify.py');
    const problem = await problemOf(document, 'missing-await');
    const kind = vscode.CodeActionKind.QuickFix.value;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider', document.uri, problem.range, kind, 10);
    const preferred = actions.find(({ isPreferred }) => isPreferred);
    assert.ok(preferred?.edit, 'there is a preferred fix');
    assert.ok(await vscode.workspace.applyEdit(preferred.edit));
    assert.equal(document.lineAt(37).text.trim().slice(0, 16), 'await self.mailb');
    await until(() => !codes(document).includes('missing-await'));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('reports nothing more once a setting says so, and the project\'s own settings hold', async () => {
    const document = await open('app/fetcher.py');
    await problemOf(document, 'blocking-sleep');
    const configuration = vscode.workspace.getConfiguration('asyncsense', document.uri);
    await configuration.update('ignore', ['blocking-sleep'], vscode.ConfigurationTarget.WorkspaceFolder);
    await until(() => !codes(document).includes('blocking-sleep') && codes(document).includes('blocking-http'));
    await configuration.update('ignore', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
    await problemOf(document, 'blocking-sleep');
  });

  it('takes each folder by its own settings', async () => {
    const document = await open('jobs.py', 1);
    await problemOf(document, 'dangling-task');
    assert.deepEqual(codes(document), ['dangling-task']);
  });

  it('looks at buffers that are not saved', async () => {
    const content = 'import time\n\n\nasync def wait() -> None:\n    time.sleep(1)\n';
    const document = await vscode.workspace.openTextDocument({ language: 'python', content });
    await problemOf(document, 'blocking-sleep');
  });

  it('looks at notebooks, whose cells belong together', async () => {
    const cell = (text: string) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python');
    const data = new vscode.NotebookData([
      cell('import asyncio\nimport time\n\nasync def fetch():\n    return 1'),
      cell('async def main():\n    fetch()\n    time.sleep(1)\n\nawait main()'),
    ]);
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', data);
    const second = notebook.cellAt(1).document;
    await until(() => codes(second).length > 0);
    assert.deepEqual(codes(second).sort(), ['blocking-sleep', 'missing-await']);
    assert.deepEqual(codes(notebook.cellAt(0).document), []);
  });

  it('fixes a notebook whenever it is saved', async () => {
    const configuration = vscode.workspace.getConfiguration('notebook');
    await configuration.update('codeActionsOnSave', { 'notebook.source.fixAll.asyncsense': 'explicit' });
    const code = 'import asyncio\n\nasync def main():\n    asyncio.sleep(1)';
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'), 'new.ipynb');
    const cells = [{ cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: [code] }];
    const metadata = { language_info: { name: 'python' } };
    const content = JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(0);
    await problemOf(document, 'missing-await');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# new\n');
    await vscode.workspace.applyEdit(edit);
    assert.ok(await notebook.save());
    assert.match(document.getText(), /^# new\n[^]* {4}await asyncio\.sleep\(1\)$/);
    await configuration.update('codeActionsOnSave', undefined);
  });

  it('has the tree of what blocks', async () => {
    const tree = extension?.exports.eventLoop;
    await until(() => tree?.getChildren().some(({ label }) => label === 'fetch_price'));
    const found = tree?.getChildren().find(({ label }) => label === 'fetch_price');
    assert.equal(found?.children.length, 2);
  });

  it('runs on the environment that is selected, and follows when another one is', async () => {
    const first = process.env['ASYNCSENSE_TEST_ENVIRONMENT'] ?? '';
    await until(async () => (await debugInformation()).includes(`${first}/bin/python`));
    await vscode.commands.executeCommand('test.selectEnvironment', `${first}-other`);
    await until(async () => (await debugInformation()).includes(`${first}-other/bin/python`));
    const document = await open('app/fetcher.py');
    await problemOf(document, 'blocking-sleep');
  });

  it('restarts', async () => {
    const before = await debugInformation();
    await vscode.commands.executeCommand('asyncsense.restart');
    const after = await debugInformation();
    assert.notEqual(processOf(after), processOf(before));
    await problemOf(await open('app/fetcher.py'), 'blocking-sleep');
  });
});

async function open(path: string, folder = 0): Promise<vscode.TextDocument> {
  const root = vscode.workspace.workspaceFolders?.[folder];
  assert.ok(root);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(root.uri, path));
  await vscode.window.showTextDocument(document);
  return document;
}

function codes(document: vscode.TextDocument): unknown[] {
  return vscode.languages.getDiagnostics(document.uri).map(codeOf);
}

function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

async function problemOf(document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic> {
  let found: vscode.Diagnostic | undefined;
  await until(() => {
    found = vscode.languages.getDiagnostics(document.uri).find((one) => codeOf(one) === rule);
    return found;
  });
  assert.ok(found);
  return found;
}

/** What the server says of itself; nothing while it is not there. */
async function debugInformation(): Promise<string> {
  try {
    return (await vscode.commands.executeCommand<string | undefined>('asyncsense.debugInformation')) ?? '';
  } catch {
    return '';
  }
}

function processOf(information: string): string | undefined {
  return /"pid": (\d+)/.exec(information)?.[1];
}

async function until(holds: () => unknown): Promise<void> {
  const end = Date.now() + 45_000;
  while (Date.now() < end) {
    if (await holds()) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`in vain: ${holds.toString()}`);
}
