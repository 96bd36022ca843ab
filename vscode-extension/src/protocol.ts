/** What the server offers beyond the Language Server Protocol. */
import {
  type Location,
  type StaticFeature,
  NotificationType,
  NotificationType0,
  RequestType,
} from 'vscode-languageclient/node';

/** A line of the *Event Loop* view: a coroutine that blocks, below it calls, and what lies behind them. */
export interface BlockingNode {
  readonly label: string;
  readonly detail?: string;
  /** Of a call: what the problem with it says. */
  readonly message?: string;
  /** As in the protocol: 1 error, 2 warning, 3 information, 4 hint. */
  readonly severity: 1 | 2 | 3 | 4;
  readonly rule?: string;
  readonly location?: Location;
  readonly children: readonly BlockingNode[];
}

export interface BlockingTree {
  readonly nodes: readonly BlockingNode[];
}

/** How far the server is. */
export interface ServerStatus {
  readonly state: 'indexing' | 'ready' | 'error';
  readonly message?: string;
}

export const blockingTree = new RequestType<Record<string, never>, BlockingTree, void>('asyncsense/blockingTree');
export const blockingTreeChanged = new NotificationType0('asyncsense/blockingTreeChanged');
export const serverStatus = new NotificationType<ServerStatus>('asyncsense/status');

/** Tells the server that this editor wants the tree and the status. */
export const blockingTreeCapability: StaticFeature = {
  fillClientCapabilities(capabilities) {
    const experimental = (capabilities.experimental ?? {}) as Record<string, unknown>;
    capabilities.experimental = { ...experimental, asyncsense: { blockingTree: true } };
  },
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
};

/** Commands of the server; none has the name of one of the extension. */
export const serverCommands = {
  fixWorkspace: 'asyncsense.fixWorkspace',
  explain: 'asyncsense.explain',
  debugInformation: 'asyncsense.debugInformation',
} as const;
