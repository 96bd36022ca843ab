/** The settings of the extension, as somebody set them. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';

export const SECTION = 'asyncsense';

/** Those that decide how the server is started. */
export const START_SETTINGS = ['interpreter', 'importStrategy'] as const;

/** The interpreter that is to run the server, if somebody named one. */
export function interpreterSetting(): string | undefined {
  const given = vscode.workspace.getConfiguration(SECTION).get<string>('interpreter', '').trim();
  return given ? expand(given, vscode.workspace.workspaceFolders?.[0]) : undefined;
}

/** Whether an asyncsense in the interpreter's environment is to be used rather than the bundled one. */
export function prefersEnvironment(): boolean {
  return vscode.workspace.getConfiguration(SECTION).get('importStrategy') === 'fromEnvironment';
}

/**
 * The settings for `scope` that somebody set.
 *
 * The defaults stay out: what an editor sends goes over the project's own settings file.
 */
export function explicitSettings(scope: vscode.Uri | undefined): Record<string, unknown> {
  const configuration = vscode.workspace.getConfiguration(SECTION, scope);
  const folder = scope && vscode.workspace.getWorkspaceFolder(scope);
  const found: Record<string, unknown> = {};
  for (const key of Object.keys(configuration).filter((name) => configuration.has(name))) {
    const places = configuration.inspect(key);
    const set = [places?.globalValue, places?.workspaceValue, places?.workspaceFolderValue];
    const value = configuration.get<unknown>(key);
    if (value !== '' && set.some((one) => one !== undefined)) {
      found[key] = key === 'python' && typeof value === 'string' ? expand(value, folder) : value;
    }
  }
  return found;
}

/** `text` with its variables and `~` replaced, as in other settings that are paths. */
export function expand(text: string, folder: vscode.WorkspaceFolder | undefined): string {
  return text
    .replace(/^~(?=$|[\\/])/, homedir())
    .replace(/\$\{(workspaceFolder|userHome|env:([^}]+))\}/g, (whole, name: string, variable?: string) => {
      if (variable !== undefined) {
        return process.env[variable] ?? '';
      }
      return name === 'userHome' ? homedir() : (folder?.uri.fsPath ?? whole);
    });
}
