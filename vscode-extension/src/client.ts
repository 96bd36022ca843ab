/** The language client, set up for asyncsense. */
import * as vscode from 'vscode';
import {
  type LanguageClientOptions,
  type Middleware,
  LanguageClient,
  RevealOutputChannelOn,
} from 'vscode-languageclient/node';
import type { Channels } from './channels';
import type { Environments } from './environments';
import type { Launch } from './launch';
import { blockingTreeCapability } from './protocol';
import { SECTION, explicitSettings } from './settings';

/** Python in files, in buffers that are not saved yet, and in cells of notebooks. */
export const SELECTOR = [
  { scheme: 'file', language: 'python' },
  { scheme: 'untitled', language: 'python' },
  { scheme: 'vscode-notebook-cell', language: 'python' },
];

export function createClient(launch: Launch, channels: Channels, environments: Environments): LanguageClient {
  const options: LanguageClientOptions = {
    documentSelector: SELECTOR,
    outputChannel: channels.log,
    traceOutputChannel: channels.trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    middleware: middleware(environments),
  };
  const client = new LanguageClient(SECTION, 'asyncsense', launch.executable, options);
  client.registerFeature(blockingTreeCapability);
  return client;
}

function middleware(environments: Environments): Middleware {
  return {
    workspace: {
      // The server asks for its settings: here they would come with their defaults.
      didChangeConfiguration: (_sections, next) => next(undefined),
      // What is not set stays unsaid, and the packages that are read are those of the environment
      // that is selected in VS Code for the folder.
      configuration: ({ items }) =>
        Promise.all(
          items.map(async ({ scopeUri }) => {
            const scope = scopeUri === undefined ? undefined : vscode.Uri.parse(scopeUri, true);
            const settings = explicitSettings(scope);
            if (scope && vscode.workspace.isTrusted && settings['python'] === undefined) {
              const environment = await environments.find(scope);
              settings['python'] = environment?.folder ?? environment?.interpreter;
            }
            return settings;
          }),
        ),
    },
  };
}
