/**
 * The environments that are selected in the Python extensions, where these are installed.
 *
 * Their interfaces are written down here as far as they are used: the packages that declare them
 * want newer versions of Node than the oldest VS Code that we support has.
 */
import * as vscode from 'vscode';

/** An environment: the interpreter in it, and the folder that it is, where that is known. */
export interface Environment {
  readonly interpreter: string;
  readonly folder: string | undefined;
}

/** The exports of `ms-python.vscode-python-envs`; null where the Python extension does its work. */
interface PythonEnvironmentsApi {
  getEnvironment(scope: vscode.Uri | undefined): Promise<
    { readonly execInfo?: { readonly run: { readonly executable: string } }; readonly sysPrefix?: string } | undefined
  >;
  readonly onDidChangeEnvironment: vscode.Event<unknown>;
}

/** The exports of `ms-python.python`. */
interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(path: { readonly path: string }): Promise<
      | {
          readonly executable: { readonly uri?: vscode.Uri; readonly sysPrefix?: string };
        }
      | undefined
    >;
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

const EXTENSIONS = ['ms-python.vscode-python-envs', 'ms-python.python'] as const;

/** Asks the Python extensions; the workspace must be trusted. */
export class Environments implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listening = new Map<string, vscode.Disposable>();

  readonly onDidChange = this.changed.event;

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** The environment for `scope` (a folder), of the first extension that names one. */
  async find(scope: vscode.Uri | undefined): Promise<Environment | undefined> {
    for (const id of EXTENSIONS) {
      try {
        const found = await this.ask(id, scope);
        if (found) {
          return found;
        }
      } catch (error) {
        this.log.warn(`${id} does not say which environment is selected: ${String(error)}`);
      }
    }
    return undefined;
  }

  dispose(): void {
    vscode.Disposable.from(...this.listening.values(), this.changed).dispose();
  }

  private async ask(id: (typeof EXTENSIONS)[number], scope: vscode.Uri | undefined): Promise<Environment | undefined> {
    const extension = vscode.extensions.getExtension<unknown>(id);
    const exports = await extension?.activate();
    if (!exports) {
      return undefined;
    }
    return id === 'ms-python.python'
      ? await this.askPython(exports as PythonApi, scope)
      : await this.askEnvironments(exports as PythonEnvironmentsApi, scope);
  }

  private async askEnvironments(
    api: PythonEnvironmentsApi,
    scope: vscode.Uri | undefined,
  ): Promise<Environment | undefined> {
    this.listen('ms-python.vscode-python-envs', api.onDidChangeEnvironment);
    const found = await api.getEnvironment(scope);
    const interpreter = found?.execInfo?.run.executable;
    return interpreter ? { interpreter, folder: found.sysPrefix } : undefined;
  }

  private async askPython({ environments }: PythonApi, scope: vscode.Uri | undefined): Promise<Environment | undefined> {
    this.listen('ms-python.python', environments.onDidChangeActiveEnvironmentPath);
    const found = await environments.resolveEnvironment(environments.getActiveEnvironmentPath(scope));
    if (!found?.executable.uri) {
      return undefined;
    }
    return { interpreter: found.executable.uri.fsPath, folder: found.executable.sysPrefix };
  }

  private listen(id: string, event: vscode.Event<unknown>): void {
    if (!this.listening.has(id)) {
      this.listening.set(id, event(() => { this.changed.fire(); }));
    }
  }
}
