/** A stand-in for the API of VS Code: as much of it as the extension uses, and what tests want to see. */

export class Disposable {
  constructor(private readonly run: () => void) {}
  static from(...parts: { dispose(): void }[]): Disposable {
    return new Disposable(() => { parts.forEach((part) => { part.dispose(); }); });
  }
  dispose(): void {
    this.run();
  }
}

export class EventEmitter<T> {
  private listeners: ((value: T) => unknown)[] = [];
  readonly event = (listener: (value: T) => unknown): Disposable => {
    this.listeners.push(listener);
    return new Disposable(() => { this.listeners = this.listeners.filter((one) => one !== listener); });
  };
  fire(value: T): void {
    this.listeners.forEach((listener) => { listener(value); });
  }
  dispose(): void {
    this.listeners = [];
  }
}

export class Uri {
  private constructor(readonly scheme: string, readonly path: string) {}
  static file(path: string): Uri {
    return new Uri('file', path);
  }
  static parse(text: string): Uri {
    const [scheme = '', path = ''] = text.split('://');
    return new Uri(scheme, path);
  }
  static from({ scheme, path }: { scheme: string; path: string }): Uri {
    return new Uri(scheme, path);
  }
  static joinPath(base: Uri, ...parts: string[]): Uri {
    return new Uri(base.scheme, [base.path, ...parts].join('/'));
  }
  get fsPath(): string {
    return this.path;
  }
  toString(): string {
    return `${this.scheme}://${this.path}`;
  }
}

export class ThemeColor {
  constructor(readonly id: string) {}
}

export class FileDecoration {
  constructor(readonly badge: string, readonly tooltip: string, readonly color?: ThemeColor) {}
}

export class ThemeIcon {
  constructor(readonly id: string, readonly color?: ThemeColor) {}
}

export enum TreeItemCollapsibleState {
  None,
  Collapsed,
  Expanded,
}

export class TreeItem {
  constructor(readonly label: string, readonly collapsibleState: TreeItemCollapsibleState) {}
}

export class MarkdownString {
  constructor(public value = '') {}
  appendText(text: string): this {
    return this.appendMarkdown(text);
  }
  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
}

export enum LanguageStatusSeverity {
  Information,
  Warning,
  Error,
}

export const version = '1.100.0';

/** What tests set, and what they look at. */
export const state = {
  /** Values of settings by key: what somebody set. */
  set: {} as Record<string, unknown>,
  /** Values of settings that nobody set. */
  defaults: {} as Record<string, unknown>,
  extensions: {} as Record<string, unknown>,
  commands: new Map<string, (...args: unknown[]) => unknown>(),
  executed: [] as unknown[][],
  messages: [] as string[],
  logged: [] as string[],
  /** The button that somebody presses under a message. */
  answer: undefined as string | undefined,
  /** What somebody picks from a list. */
  pick: (items: { label: string }[]): { label: string } | undefined => items[0],
  picked: [] as string[],
  views: [] as { badge?: { value: number; tooltip: string } }[],
  status: undefined as unknown as Record<string, unknown>,
  diagnostics: [] as unknown[],
};

export const events = {
  configuration: new EventEmitter<{ affectsConfiguration(key: string): boolean }>(),
  trust: new EventEmitter<void>(),
};

export function reset(): void {
  Object.assign(state, { set: {}, defaults: {}, extensions: {}, executed: [], messages: [], logged: [], picked: [], views: [], answer: undefined, diagnostics: [] });
  window.activeTextEditor = undefined;
  state.commands.clear();
  Object.assign(workspace, { isTrusted: true, workspaceFolders: undefined });
}

export const workspace = {
  isTrusted: true,
  workspaceFolders: undefined as { uri: Uri }[] | undefined,
  onDidChangeConfiguration: events.configuration.event,
  onDidGrantWorkspaceTrust: events.trust.event,
  getWorkspaceFolder: (uri: Uri) => workspace.workspaceFolders?.find((folder) => uri.path.startsWith(folder.uri.path)),
  getConfiguration: () => ({
    ...state.defaults,
    ...state.set,
    get: (key: string, fallback?: unknown) => state.set[key] ?? state.defaults[key] ?? fallback,
    has: (key: string) => key in state.set || key in state.defaults,
    inspect: (key: string) => ({ defaultValue: state.defaults[key], workspaceValue: state.set[key] }),
  }),
  registerTextDocumentContentProvider: () => new Disposable(() => undefined),
  openTextDocument: (document: { content: string }) => Promise.resolve(document),
};

export const window = {
  activeTextEditor: undefined as unknown,
  createOutputChannel: () => {
    const log = (text: string) => state.logged.push(text);
    return { info: log, warn: log, error: log, show: () => log('shown'), dispose: () => undefined };
  },
  registerFileDecorationProvider: () => new Disposable(() => undefined),
  createTreeView: () => {
    const view: (typeof state.views)[number] & Disposable = new Disposable(() => undefined);
    state.views.push(view);
    return view;
  },
  showInformationMessage: (text: string) => message(text),
  showErrorMessage: (text: string) => message(text),
  showWarningMessage: (text: string) => message(text),
  showQuickPick: (items: { label: string }[]) => {
    state.picked = items.map(({ label }) => label);
    return Promise.resolve(state.pick(items));
  },
  showTextDocument: (document: { content: string }) => Promise.resolve(state.messages.push(document.content)),
};

function message(text: string): Promise<string | undefined> {
  state.messages.push(text);
  return Promise.resolve(state.answer);
}

export const languages = {
  createLanguageStatusItem: () => {
    state.status = { dispose: () => undefined };
    return state.status;
  },
  getDiagnostics: () => state.diagnostics,
};

export const commands = {
  registerCommand: (id: string, run: (...args: unknown[]) => unknown) => {
    state.commands.set(id, run);
    return new Disposable(() => state.commands.delete(id));
  },
  executeCommand: (...call: unknown[]) => {
    state.executed.push(call);
    return Promise.resolve();
  },
};

export const extensions = { getExtension: (id: string) => state.extensions[id] };
