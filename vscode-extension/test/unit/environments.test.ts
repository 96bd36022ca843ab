import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { LogOutputChannel } from 'vscode';
import { Environments } from '../../src/environments';
import { EventEmitter, Uri, reset, state, window } from './vscode';

const PYTHON = 'ms-python.python';
const ENVIRONMENTS = 'ms-python.vscode-python-envs';

beforeEach(reset);

function environments(): Environments {
  return new Environments(window.createOutputChannel() as unknown as LogOutputChannel);
}

function extension(exports: unknown): unknown {
  return { activate: () => Promise.resolve(exports) };
}

function pythonExtension(changed = new EventEmitter<unknown>()): unknown {
  return extension({
    environments: {
      getActiveEnvironmentPath: (scope?: Uri) => ({ path: `${scope?.path ?? ''}/.venv` }),
      resolveEnvironment: ({ path }: { path: string }) =>
        Promise.resolve({ executable: { uri: Uri.file(`${path}/bin/python`), sysPrefix: path } }),
      onDidChangeActiveEnvironmentPath: changed.event,
    },
  });
}

test('without extensions there is no environment', async () => {
  assert.equal(await environments().find(undefined), undefined);
});

test('the Python extension is asked for each folder', async () => {
  state.extensions = { [PYTHON]: pythonExtension() };
  const found = await environments().find(Uri.file('/one') as never);
  assert.deepEqual(found, { interpreter: '/one/.venv/bin/python', folder: '/one/.venv' });
});

test('the Python Environments extension goes first, unless it is switched off', async () => {
  const getEnvironment = () => Promise.resolve({ execInfo: { run: { executable: '/envs/python' } }, sysPrefix: '/envs' });
  const api = { getEnvironment, onDidChangeEnvironment: new EventEmitter().event };
  state.extensions = { [PYTHON]: pythonExtension(), [ENVIRONMENTS]: extension(api) };
  assert.equal((await environments().find(undefined))?.interpreter, '/envs/python');
  state.extensions[ENVIRONMENTS] = extension(null);
  assert.equal((await environments().find(undefined))?.interpreter, '/.venv/bin/python');
});

test('an extension that fails is passed over', async () => {
  state.extensions = { [PYTHON]: pythonExtension(), [ENVIRONMENTS]: { activate: () => Promise.reject(new Error('broken')) } };
  assert.equal((await environments().find(undefined))?.interpreter, '/.venv/bin/python');
  assert.match(state.logged.join(), /broken/);
});

test('a change is told once, however often was asked', async () => {
  const changed = new EventEmitter<unknown>();
  state.extensions = { [PYTHON]: pythonExtension(changed) };
  const ours = environments();
  let told = 0;
  ours.onDidChange(() => told++);
  await ours.find(undefined);
  await ours.find(undefined);
  changed.fire({});
  assert.equal(told, 1);
});
