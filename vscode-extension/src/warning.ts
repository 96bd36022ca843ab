/** Says once that the server cannot be started, with what can be done about it. */
import * as vscode from 'vscode';
import type { Condition, Server } from './server';

export function warnAbout(server: Server): vscode.Disposable {
  let said: string | undefined;
  return server.onDidChangeCondition(({ state, message }: Condition) => {
    if (state === 'ready') {
      said = undefined;
    } else if (state === 'error' && message !== undefined && server.launched === undefined && message !== said) {
      said = message;
      void warn(message);
    }
  });
}

async function warn(message: string): Promise<void> {
  const choice = await vscode.window.showErrorMessage(message, 'Open Settings', 'Show Logs');
  if (choice === 'Open Settings') {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'asyncsense.interpreter');
  } else if (choice === 'Show Logs') {
    await vscode.commands.executeCommand('asyncsense.showLogs');
  }
}
