/** What a severity looks like: an icon, a colour, and the badge of a coroutine. */
import * as vscode from 'vscode';
import type { BlockingNode } from './protocol';

export type Severity = BlockingNode['severity'];

const SCHEME = 'asyncsense-badge';

const LOOKS: Record<Severity, { readonly noun: string; readonly icon: string; readonly color?: vscode.ThemeColor }> = {
  1: { noun: 'error', icon: 'error', color: new vscode.ThemeColor('list.errorForeground') },
  2: { noun: 'warning', icon: 'warning', color: new vscode.ThemeColor('list.warningForeground') },
  3: { noun: 'information', icon: 'info', color: new vscode.ThemeColor('notificationsInfoIcon.foreground') },
  4: { noun: 'hint', icon: 'lightbulb' },
};

export function iconOf(severity: Severity): vscode.ThemeIcon {
  const { icon, color } = LOOKS[severity];
  return new vscode.ThemeIcon(icon, color);
}

/** In words, the worst first: "2 errors, 1 warning". */
export function counted(severities: readonly Severity[]): string {
  const counts = new Map<Severity, number>();
  for (const severity of [...severities].sort()) {
    counts.set(severity, (counts.get(severity) ?? 0) + 1);
  }
  return [...counts]
    .map(([severity, count]) => {
      const { noun } = LOOKS[severity];
      return `${count} ${noun}${count === 1 || noun === 'information' ? '' : 's'}`;
    })
    .join(', ');
}

/** What an item of a tree refers to so that it has the badge of so many calls. */
export function badgeUri(severity: Severity, calls: number): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${severity}/${calls}` });
}

/** Gives items their badges: how many calls block, in the colour of the worst. */
export const badges: vscode.FileDecorationProvider = {
  provideFileDecoration({ scheme, path }) {
    if (scheme !== SCHEME) {
      return undefined;
    }
    const [, severity, calls] = path.split('/').map(Number) as [number, Severity, number];
    const { color } = LOOKS[severity];
    const badge = calls > 9 ? '9+' : String(calls);
    const tooltip = calls === 1 ? 'One call blocks' : `${calls} calls block`;
    return new vscode.FileDecoration(badge, tooltip, color);
  },
};
