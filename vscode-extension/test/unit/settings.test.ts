import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { beforeEach, test } from 'node:test';
import type { WorkspaceFolder } from 'vscode';
import { expand, explicitSettings, interpreterSetting } from '../../src/settings';
import { Uri, reset, state, workspace } from './vscode';

beforeEach(reset);

test('only what somebody set is sent: defaults would hide the project\'s own settings', () => {
  state.defaults = { select: ['default'], ignore: [], python: '', delay: 120 };
  state.set = { ignore: ['blocking-file'], python: '' };
  assert.deepEqual(explicitSettings(undefined), { ignore: ['blocking-file'] });
});

test('paths may have variables', () => {
  workspace.workspaceFolders = [{ uri: Uri.file('/projects/one') }];
  state.set = { interpreter: '${workspaceFolder}/.venv', python: '~/env' };
  assert.equal(interpreterSetting(), '/projects/one/.venv');
  assert.deepEqual(explicitSettings(undefined)['python'], `${homedir()}/env`);
  state.set = { interpreter: '  ' };
  assert.equal(interpreterSetting(), undefined);
});

test('variables of the environment and of the user', () => {
  process.env['ASYNCSENSE_TEST'] = 'value';
  const folder = undefined as WorkspaceFolder | undefined;
  assert.equal(expand('${env:ASYNCSENSE_TEST}/${env:NOT_THERE_AT_ALL}x', folder), 'value/x');
  process.env['ASYNCSENSE(x86)'] = 'C:\\Programs';
  assert.equal(expand('${env:ASYNCSENSE(x86)}\\python.exe', folder), 'C:\\Programs\\python.exe');
  assert.equal(expand('~\\env', folder), `${homedir()}\\env`);
  assert.equal(expand('${userHome}/a~b', folder), `${homedir()}/a~b`);
  assert.equal(expand('${workspaceFolder}/x', folder), '${workspaceFolder}/x');
});
