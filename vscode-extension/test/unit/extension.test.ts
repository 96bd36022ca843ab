import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { beforeEach, test } from 'node:test';
import type { ExtensionContext } from 'vscode';
import { activate, deactivate } from '../../src/extension';
import { type LanguageClient, State, answers, failures, made } from './languageclient';
import { Disposable, EventEmitter, LanguageStatusSeverity, Uri, events, reset, state, window, workspace } from './vscode';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  contributes: {
    commands: { command: string }[];
    menus: Record<string, { command: string }[]>;
    problemMatchers: { pattern: { regexp: string } }[];
    viewsWelcome: { contents: string; when: string }[];
    walkthroughs: { steps: { description: string; media: { image: string } }[] }[];
  };
};

let subscriptions: Disposable[] = [];

beforeEach(async () => {
  await deactivate();
  Disposable.from(...subscriptions).dispose();
  subscriptions = [];
  reset();
  made.length = 0;
  answers.clear();
});

async function activated() {
  const context = { subscriptions, extensionUri: Uri.file('/ours'), extension: { packageJSON: manifest } };
  return await activate(context as unknown as ExtensionContext);
}

function client(): LanguageClient {
  const last = made.at(-1);
  assert.ok(last);
  return last;
}

async function run(command: string, ...args: unknown[]): Promise<void> {
  const registered = state.commands.get(`asyncsense.${command}`);
  assert.ok(registered, command);
  await registered(...args);
}

/** Everything that was begun has been done. */
async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('the bundled server is started, isolated from the workspace', async () => {
  await activated();
  const { command, args } = client().executable;
  assert.match(command, /python/);
  assert.deepEqual(args, ['-I', '/ours/bundled/main.py']);
  assert.deepEqual(client().did, ['{"experimental":{"others":true,"asyncsense":{"blockingTree":true}}}', 'start', 'asyncsense/blockingTree']);
});

test('every command, menu and link is about a command that there is', async () => {
  await activated();
  const contributed = manifest.contributes.commands.map(({ command }) => command).sort();
  assert.deepEqual([...state.commands.keys()].sort(), contributed);
  const inMenus = Object.values(manifest.contributes.menus).flat().map(({ command }) => command);
  const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  const texts = [...steps.map((step) => step.description), ...manifest.contributes.viewsWelcome.map((welcome) => welcome.contents)];
  const linked = texts.flatMap((text) => [...text.matchAll(/command:(asyncsense\.\w+)/g)].map((match) => match[1]));
  for (const command of [...inMenus, ...linked]) {
    assert.ok(contributed.includes(command ?? ''), command);
  }
  steps.forEach((step) => readFileSync(step.media.image));
});

test('what the command line prints is matched, with severities that VS Code has names for', () => {
  const [matcher] = manifest.contributes.problemMatchers;
  const pattern = new RegExp(matcher?.pattern.regexp ?? '');
  for (const path of ['app/main.py', 'C:\\work\\main.py']) {
    for (const [said, known] of [['error', 'error'], ['warning', 'warning'], ['information', 'info'], ['hint', 'hint']]) {
      const match = pattern.exec(`${path}:3:14: ${said ?? ''}[busy-loop] this loop: round [and] round`);
      assert.deepEqual(match?.slice(1), [path, '3', '14', known, 'busy-loop', 'this loop: round [and] round']);
    }
  }
});

test('restart ends one server and starts another', async () => {
  await activated();
  await run('restart');
  assert.equal(made.length, 2);
  assert.equal(made[0]?.did.at(-1), 'dispose');
  assert.ok(client().isRunning());
});

test('a change of how the server is started starts it anew, another change does not', async () => {
  await activated();
  events.configuration.fire({ affectsConfiguration: (key) => key === 'asyncsense.select' });
  await settled();
  assert.equal(made.length, 1);
  state.set = { importStrategy: 'fromEnvironment' };
  events.configuration.fire({ affectsConfiguration: (key) => key === 'asyncsense.importStrategy' });
  await until(() => made.length === 2 && client().isRunning());
  assert.equal(client().executable.args.at(-1), '--prefer-environment');
});

test('an environment that is selected for a folder is where its packages are read', async () => {
  const changed = new EventEmitter<unknown>();
  let name = '.venv';
  state.extensions['ms-python.python'] = {
    activate: () =>
      Promise.resolve({
        environments: {
          getActiveEnvironmentPath: (scope: Uri) => ({ path: `${scope.path}/${name}` }),
          resolveEnvironment: ({ path }: { path: string }) =>
            Promise.resolve({ executable: { uri: Uri.file(`${path}/bin/python`), sysPrefix: path } }),
          onDidChangeActiveEnvironmentPath: changed.event,
        },
      }),
  };
  workspace.workspaceFolders = [{ uri: Uri.file('/one') }, { uri: Uri.file('/two') }];
  await activated();
  const ask = () => client().options.middleware.workspace.configuration({ items: [{ scopeUri: 'file:///two' }, {}] });
  assert.deepEqual(await ask(), [{ python: '/two/.venv' }, {}]);

  // The server runs on the same Python as before; it is told to read its settings again.
  name = 'other';
  changed.fire({});
  await until(() => client().did.includes('workspace/didChangeConfiguration'));
  assert.equal(made.length, 1);
  assert.deepEqual(await ask(), [{ python: '/two/other' }, {}]);

  state.set = { python: '/mine' };
  assert.deepEqual(await ask(), [{ python: '/mine' }, { python: '/mine' }]);
  workspace.isTrusted = false;
  state.set = {};
  assert.deepEqual(await ask(), [{}, {}]);
});

test('what keeps the server from starting is said once, and shown in the status', async () => {
  state.set = { interpreter: '/no/such/python' };
  await activated();
  await run('restart');
  assert.equal(made.length, 0);
  assert.equal(state.messages.length, 1);
  assert.match(state.messages[0] ?? '', /needs Python 3\.11 or newer to run: \/no\/such\/python cannot be run/);
  assert.equal(state.status['severity'], LanguageStatusSeverity.Error);
  await run('explainRule');
  assert.match(state.messages[1] ?? '', /not running: asyncsense needs/);
});

test('a server that does not come up is no end', async () => {
  failures.push(new Error('it fell over'));
  await activated();
  assert.equal(state.status['detail'], 'it fell over');
  await run('restart');
  assert.ok(client().isRunning());
  assert.equal(state.status['severity'], LanguageStatusSeverity.Information);
});

test('the status follows the server', async () => {
  await activated();
  client().receive('asyncsense/status', { state: 'indexing', message: '3 of 10 files' });
  assert.deepEqual([state.status['busy'], state.status['detail']], [true, '3 of 10 files']);
  client().receive('asyncsense/status', { state: 'ready', message: '' });
  assert.deepEqual([state.status['busy'], state.status['text']], [false, 'asyncsense']);
  assert.match(String(state.status['detail']), /^runs on Python 3/);
  client().become(State.Stopped);
  assert.equal(state.status['severity'], LanguageStatusSeverity.Error);
});

test('commands of the server', async () => {
  await activated();
  answers.set('asyncsense.debugInformation', 'all is well');
  await run('fixAllInWorkspace');
  await run('showDebugInformation');
  assert.ok(client().did.includes('asyncsense.fixWorkspace'));
  assert.match(state.messages.at(-1) ?? '', /- server: ready[^]*-I \/ours\/bundled\/main\.py[^]*```\nall is well\n```/);
});

test('a file is fixed where one is edited', async () => {
  await activated();
  await run('fixFile');
  assert.match(state.messages[0] ?? '', /Open the Python file/);
  window.activeTextEditor = { document: { languageId: 'python' } };
  await run('fixFile');
  assert.deepEqual(state.executed.at(-1), ['editor.action.sourceAction', { kind: 'source.fixAll.asyncsense', apply: 'first' }]);
});

test('the page of a rule is shown: of the one named, or of one that is chosen', async () => {
  await activated();
  await run('explainRule', 'blocking-sleep');
  await run('explainRule', { label: 'serve', severity: 1, rule: 'busy-loop', children: [] });
  state.pick = (items) => items.find(({ label }) => label === 'missing-await');
  await run('explainRule');
  const shown = state.executed.filter(([command]) => command === 'markdown.showPreview').map(([, uri]) => (uri as Uri).path);
  assert.deepEqual(shown, ['/blocking-sleep.md', '/busy-loop.md', '/missing-await.md']);
});

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !holds(); i++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.ok(holds());
}
