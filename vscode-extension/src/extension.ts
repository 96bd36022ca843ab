import * as vscode from 'vscode';
import { createChannels } from './channels';
import { registerCommands } from './commands';
import { Environments } from './environments';
import { EventLoopTree } from './eventLoop';
import { type Manifest, RulePages } from './rulePages';
import { Server } from './server';
import { SECTION, START_SETTINGS } from './settings';
import { createStatus } from './status';
import { warnAbout } from './warning';

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<{ eventLoop: EventLoopTree }> {
  const manifest = context.extension.packageJSON as Manifest;
  const channels = createChannels();
  const environments = new Environments(channels.log);
  const ours = new Server(context, channels, environments);
  server = ours;
  const eventLoop = new EventLoopTree(ours);
  const pages = new RulePages(ours, manifest);
  context.subscriptions.push(
    channels.log,
    channels.trace,
    environments,
    ours,
    eventLoop,
    pages,
    createStatus(ours),
    warnAbout(ours),
    registerCommands(ours, channels, pages, manifest.version),
    environments.onDidChange(() => ours.reconsider()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => ours.reconsider()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (START_SETTINGS.some((key) => change.affectsConfiguration(`${SECTION}.${key}`))) {
        void ours.reconsider();
      }
    }),
  );
  await ours.restart();
  return { eventLoop };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
