/** How the server is started: which Python runs it, and with which packages. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { type Executable, TransportKind } from 'vscode-languageclient/node';
import type { Environments } from './environments';
import { type Interpreter, chooseInterpreter } from './interpreter';
import { interpreterSetting, prefersEnvironment } from './settings';

export interface Launch {
  readonly interpreter: Interpreter;
  readonly executable: Executable;
}

/**
 * Decides how the server is to be started now.
 *
 * In a workspace that is not trusted, nothing of it is run: VS Code leaves out its settings, and the
 * environments that are selected for it are not asked for.
 *
 * @throws NoInterpreterError
 */
export async function decideLaunch(context: vscode.ExtensionContext, environments: Environments): Promise<Launch> {
  const setting = interpreterSetting();
  const interpreter = await chooseInterpreter(setting, await selected(setting, environments));
  const main = vscode.Uri.joinPath(context.extensionUri, 'bundled', 'main.py').fsPath;
  const args = ['-I', main, ...(prefersEnvironment() ? ['--prefer-environment'] : [])];
  return {
    interpreter,
    executable: {
      command: interpreter.command,
      args,
      transport: TransportKind.stdio,
      options: { cwd: homedir() },
    },
  };
}

/** Whether two launches start the same. */
export function isSame(one: Launch | undefined, other: Launch): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function selected(setting: string | undefined, environments: Environments): Promise<string[]> {
  if (setting !== undefined || !vscode.workspace.isTrusted) {
    return [];
  }
  const folder = vscode.workspace.workspaceFolders?.[0];
  const environment = await environments.find(folder?.uri);
  return environment ? [environment.interpreter] : [];
}
