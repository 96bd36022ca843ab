/** The item behind `{}` in the status bar. */
import * as vscode from 'vscode';
import { SELECTOR } from './client';
import type { Condition, Server } from './server';

const TEXTS: Record<Condition['state'], string> = {
  stopped: 'asyncsense: stopped',
  starting: 'asyncsense: starting',
  indexing: 'asyncsense: reading the workspace',
  ready: 'asyncsense',
  error: 'asyncsense: not working',
};

export function createStatus(server: Server): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('asyncsense', SELECTOR);
  item.name = 'asyncsense';
  const show = ({ state, message }: Condition) => {
    item.text = TEXTS[state];
    item.busy = state === 'starting' || state === 'indexing';
    item.severity =
      state === 'error' ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.detail = message ?? description(server);
    item.command =
      state === 'error' || state === 'stopped'
        ? { command: 'asyncsense.restart', title: 'Restart' }
        : { command: 'asyncsense.showLogs', title: 'Show Logs' };
  };
  show(server.condition);
  return vscode.Disposable.from(item, server.onDidChangeCondition(show));
}

function description({ launched }: Server): string {
  return launched ? `runs on Python ${launched.interpreter.version}` : '';
}
