import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { NoInterpreterError, type Probe, chooseInterpreter } from '../../src/interpreter';

/** A machine with these Pythons. */
function machine(pythons: Record<string, [number, number]>): Probe {
  return (command) => {
    const version = pythons[command];
    return version ? Promise.resolve({ version, executable: `/found/${command}` }) : Promise.reject(new Error('no such file'));
  };
}

test('the setting goes first, and nothing is taken in its place', async () => {
  const probe = machine({ '/mine/python': [3, 12], '/env/bin/python': [3, 13], python3: [3, 13] });
  const found = await chooseInterpreter('/mine/python', ['/env/bin/python'], probe);
  assert.deepEqual(found, { command: '/found//mine/python', origin: 'setting', version: '3.12' });
  await assert.rejects(chooseInterpreter('/gone/python', ['/env/bin/python'], probe), /\/gone\/python cannot be run.*Correct the setting/);
});

test('an environment that is selected goes before PATH', async () => {
  const probe = machine({ '/env/bin/python': [3, 11], python3: [3, 13] });
  assert.equal((await chooseInterpreter(undefined, ['/env/bin/python'], probe)).origin, 'environment');
  assert.equal((await chooseInterpreter(undefined, [], probe)).origin, 'PATH');
});

test('the server runs on a newer Python where the project uses an old one', async () => {
  const probe = machine({ '/env/bin/python': [3, 8], python3: [3, 10], 'python3.12': [3, 12] });
  const found = await chooseInterpreter(undefined, ['/env/bin/python'], probe);
  assert.deepEqual(found, { command: '/found/python3.12', origin: 'PATH', version: '3.12' });
});

test('where there is none, it is said what is needed and what was found', async () => {
  const probe = machine({ '/env/bin/python': [3, 8], python3: [3, 10] });
  await assert.rejects(chooseInterpreter(undefined, ['/env/bin/python'], probe), (error: Error) => {
    assert.ok(error instanceof NoInterpreterError);
    assert.match(error.message, /needs Python 3\.11 or newer/);
    assert.match(error.message, /\/env\/bin\/python is Python 3\.8; python3 is Python 3\.10/);
    assert.match(error.message, /asyncsense\.interpreter/);
    return true;
  });
  await assert.rejects(chooseInterpreter(undefined, [], machine({})), /no Python was found/);
});

test('on Windows, the interpreter of an environment is python.exe, which conda has at the top', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asyncsense-'));
  const platform = Object.getOwnPropertyDescriptor(process, 'platform');
  Object.defineProperty(process, 'platform', { ...platform, value: 'win32' });
  const asked: string[] = [];
  const probe: Probe = (command) => {
    asked.push(command);
    return Promise.reject(new Error('no such file'));
  };
  try {
    await assert.rejects(chooseInterpreter(folder, [], probe));
    mkdirSync(join(folder, 'Scripts'));
    writeFileSync(join(folder, 'Scripts', 'python.exe'), '');
    await assert.rejects(chooseInterpreter(undefined, [folder], probe));
  } finally {
    Object.defineProperty(process, 'platform', { ...platform });
    rmSync(folder, { recursive: true });
  }
  assert.deepEqual(asked, [join(folder, 'python.exe'), join(folder, 'Scripts', 'python.exe'), 'python', 'py', 'python3']);
});

test('a real Python is asked, and the folder of a virtual environment will do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asyncsense-'));
  try {
    execFileSync('python3', ['-m', 'venv', '--without-pip', folder]);
    const found = await chooseInterpreter(folder, []);
    assert.equal(found.command, join(folder, 'bin', 'python'));
    assert.match(found.version, /^3\.\d+$/);
  } finally {
    rmSync(folder, { recursive: true });
  }
  await assert.rejects(chooseInterpreter(process.execPath, []), /cannot be run/);
});
