/** Finds a Python that can run the server. */
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';

/** What the server needs; the code that it reads may be for an older one. */
export const OLDEST = [3, 11] as const;

const LATEST_NAMED = 15;
const TIMEOUT_MS = 20_000;
const PROBE = 'import sys; print(*sys.version_info[:2], sys.executable)';

/** Where an interpreter was named. */
export type Origin = 'setting' | 'environment' | 'PATH';

export interface Candidate {
  readonly command: string;
  readonly origin: Origin;
}

/** A Python that can run the server. */
export interface Interpreter extends Candidate {
  readonly version: string;
}

/** There is none; the message says what is missing, and what was looked at. */
export class NoInterpreterError extends Error {}

/** Says what `command` is: major and minor version, and its full path. Raises if it is no Python. */
export type Probe = (command: string) => Promise<{ version: readonly [number, number]; executable: string }>;

/**
 * The interpreter that the setting names, else the first one that is new enough: of the
 * environments that are selected in VS Code, then of `PATH`.
 *
 * @throws NoInterpreterError
 */
export async function chooseInterpreter(
  setting: string | undefined,
  environments: readonly string[],
  probe: Probe = askVersion,
): Promise<Interpreter> {
  const tried: string[] = [];
  for (const candidate of candidates(setting, environments)) {
    try {
      const { version, executable } = await probe(candidate.command);
      const shown = version.join('.');
      if (version[0] > OLDEST[0] || (version[0] === OLDEST[0] && version[1] >= OLDEST[1])) {
        return { ...candidate, command: executable || candidate.command, version: shown };
      }
      tried.push(`${candidate.command} is Python ${shown}`);
    } catch (error) {
      if (candidate.origin !== 'PATH') {
        tried.push(`${candidate.command} cannot be run (${firstLine(error)})`);
      }
    }
  }
  const found = tried.length > 0 ? tried.join('; ') : 'no Python was found';
  const remedy = setting === undefined ? 'Install one, or name one in the setting' : 'Correct the setting';
  throw new NoInterpreterError(
    `asyncsense needs Python ${OLDEST.join('.')} or newer to run: ${found}. ${remedy} "asyncsense.interpreter" ` +
      `(the code that it checks may be for an older Python).`,
  );
}

function candidates(setting: string | undefined, environments: readonly string[]): Candidate[] {
  if (setting !== undefined) {
    return [{ command: inEnvironment(setting), origin: 'setting' }];
  }
  return [
    ...[...new Set(environments.map(inEnvironment))].map((command) => ({ command, origin: 'environment' as const })),
    ...namesOnPath().map((command) => ({ command, origin: 'PATH' as const })),
  ];
}

function namesOnPath(): string[] {
  if (process.platform === 'win32') {
    return ['python', 'py', 'python3'];
  }
  const versions = Array.from({ length: LATEST_NAMED - OLDEST[1] + 1 }, (_, index) => LATEST_NAMED - index);
  return ['python3', 'python', ...versions.map((minor) => `python${OLDEST[0]}.${minor}`)];
}

/** The interpreter of an environment, where its folder was named. */
function inEnvironment(named: string): string {
  if (!statSync(named, { throwIfNoEntry: false })?.isDirectory()) {
    return named;
  }
  if (process.platform !== 'win32') {
    return path.join(named, 'bin', 'python');
  }
  const ofVenv = path.join(named, 'Scripts', 'python.exe');
  // conda's stands at the top.
  return existsSync(ofVenv) ? ofVenv : path.join(named, 'python.exe');
}

const askVersion: Probe = async (command) => {
  // Isolated and not in the workspace: nothing of it is imported or run.
  const { stdout } = await promisify(execFile)(command, ['-I', '-c', PROBE], {
    cwd: homedir(),
    timeout: TIMEOUT_MS,
    windowsHide: true,
  });
  const answer = /^(\d+) (\d+) (.*)$/m.exec(stdout.trim());
  if (!answer) {
    throw new Error('it is no Python');
  }
  return { version: [Number(answer[1]), Number(answer[2])], executable: answer[3] ?? '' };
};

function firstLine(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' ? 'there is no such file' : (String(error).split('\n')[0] ?? '');
}
