/** What stands in the command palette. */
import { platform, release } from 'node:os';
import * as vscode from 'vscode';
import type { Channels } from './channels';
import { VIEW } from './eventLoop';
import { type BlockingNode, serverCommands } from './protocol';
import type { RulePages } from './rulePages';
import type { Server } from './server';
import { explicitSettings } from './settings';

const FIX_ALL = 'source.fixAll.asyncsense';

export function registerCommands(
  server: Server,
  channels: Channels,
  pages: RulePages,
  version: string,
): vscode.Disposable {
  const commands: Record<string, (...args: never[]) => unknown> = {
    restart: () => server.restart(),
    fixFile,
    fixAllInWorkspace: () => whileRunning(server, () => server.execute(serverCommands.fixWorkspace)),
    explainRule: (node?: string | BlockingNode) =>
      whileRunning(server, () => pages.show(typeof node === 'object' ? node.rule : node)),
    showBlockingTree: () => vscode.commands.executeCommand(`${VIEW}.focus`),
    showLogs: () => { channels.log.show(); },
    showTrace: () => { channels.trace.show(); },
    showDebugInformation: () => showDebugInformation(server, version),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`asyncsense.${name}`, run)),
  );
}

async function fixFile(): Promise<void> {
  if (vscode.window.activeTextEditor?.document.languageId === 'python') {
    await vscode.commands.executeCommand('editor.action.sourceAction', { kind: FIX_ALL, apply: 'first' });
  } else {
    await vscode.window.showInformationMessage('Open the Python file that is to be fixed.');
  }
}

/** Does `work`, or offers to start the server that it needs. */
async function whileRunning(server: Server, work: () => Thenable<unknown>): Promise<void> {
  if (server.running) {
    await work();
    return;
  }
  const { message } = server.condition;
  const said = message === undefined ? 'asyncsense is not running.' : `asyncsense is not running: ${message}`;
  if ((await vscode.window.showWarningMessage(said, 'Start')) === 'Start') {
    await server.restart();
  }
}

async function showDebugInformation(server: Server, version: string): Promise<void> {
  const { launched, condition } = server;
  const lines = [
    `# asyncsense ${version}`,
    '',
    `- VS Code ${vscode.version}, Node ${process.versions.node}, ${platform()} ${release()}`,
    `- workspace: ${vscode.workspace.isTrusted ? 'trusted' : 'not trusted'}, folders: ${String(vscode.workspace.workspaceFolders?.length ?? 0)}`,
    `- server: ${[condition.state, condition.message].filter(Boolean).join(', ')}`,
    `- started as: ${launched ? [launched.executable.command, ...(launched.executable.args ?? [])].join(' ') : 'not at all'}`,
    `- settings: \`${JSON.stringify(explicitSettings(vscode.workspace.workspaceFolders?.[0]?.uri))}\``,
    '',
    '## Server',
    '',
    fenced(await server.execute<unknown>(serverCommands.debugInformation)),
  ];
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: lines.join('\n') });
  await vscode.window.showTextDocument(document);
}

function fenced(answer: unknown): string {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer ?? 'no answer', undefined, 2);
  return ['```', text.trimEnd(), '```', ''].join('\n');
}
