import * as vscode from 'vscode';

/** Where the extension and the server say what they do. */
export interface Channels {
  /** What happens: starts, failures, the server's own log. */
  readonly log: vscode.LogOutputChannel;
  /** Every message of the protocol, at the log level Trace. */
  readonly trace: vscode.LogOutputChannel;
}

export function createChannels(): Channels {
  const log = vscode.window.createOutputChannel('asyncsense', { log: true });
  const trace = vscode.window.createOutputChannel('asyncsense: Messages', { log: true });
  return { log, trace };
}
