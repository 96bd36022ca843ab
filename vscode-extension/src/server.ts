/** The one server of a window: started, started anew, and asked. */
import * as vscode from 'vscode';
import { type LanguageClient, DidChangeConfigurationNotification, ExecuteCommandRequest, State } from 'vscode-languageclient/node';
import type { Channels } from './channels';
import { createClient } from './client';
import type { Environments } from './environments';
import { type Launch, decideLaunch, isSame } from './launch';
import { blockingTreeChanged, serverStatus } from './protocol';

/** How it stands with the server, and what to say about it. */
export interface Condition {
  readonly state: 'stopped' | 'starting' | 'indexing' | 'ready' | 'error';
  readonly message?: string;
}

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private launch: Launch | undefined;
  private queue: Promise<void> = Promise.resolve();
  private current: Condition = { state: 'stopped' };
  private readonly conditionChanged = new vscode.EventEmitter<Condition>();
  private readonly treeChanged = new vscode.EventEmitter<void>();

  readonly onDidChangeCondition = this.conditionChanged.event;
  readonly onDidChangeBlockingTree = this.treeChanged.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly channels: Channels,
    private readonly environments: Environments,
  ) {}

  get condition(): Condition {
    return this.current;
  }

  /** How the running server was started. */
  get launched(): Launch | undefined {
    return this.launch;
  }

  /** The client, if there is a server to talk to. */
  get running(): LanguageClient | undefined {
    return this.client?.isRunning() ? this.client : undefined;
  }

  /** Starts the server, or a new one in its place. */
  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.end();
      await this.begin();
    });
  }

  /** Something has changed that decides how the server is started, or which packages it reads. */
  reconsider(): Promise<void> {
    return this.enqueue(async () => {
      const wanted = await decideLaunch(this.context, this.environments).catch(() => undefined);
      if (wanted && this.running && isSame(this.launch, wanted)) {
        await this.running.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
      } else {
        await this.end();
        await this.begin();
      }
    });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.end());
  }

  /** Runs a command of the server's; undefined where there is no server. */
  async execute<T>(command: string, ...args: unknown[]): Promise<T | undefined> {
    return (await this.running?.sendRequest(ExecuteCommandRequest.type, { command, arguments: args })) as T | undefined;
  }

  dispose(): void {
    vscode.Disposable.from(this.conditionChanged, this.treeChanged).dispose();
  }

  private async begin(): Promise<void> {
    this.become({ state: 'starting' });
    try {
      this.launch = await decideLaunch(this.context, this.environments);
      const { interpreter, executable } = this.launch;
      const command = [executable.command, ...(executable.args ?? [])].join(' ');
      this.channels.log.info(`Python ${interpreter.version} (${interpreter.origin}): ${command}`);
      this.client = createClient(this.launch, this.channels, this.environments);
      this.follow(this.client);
      await this.client.start();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.channels.log.error(message);
      this.become({ state: 'error', message });
    }
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.launch = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.channels.log.warn(`the server did not end as it should: ${String(error)}`);
    }
    this.become({ state: 'stopped' });
  }

  private follow(client: LanguageClient): void {
    const isOurs = () => client === this.client;
    client.onDidChangeState(({ newState }) => {
      if (isOurs()) {
        this.become(
          {
            [State.Running]: { state: 'ready' as const },
            [State.Starting]: { state: 'starting' as const },
            [State.Stopped]: { state: 'error' as const, message: 'the server has ended' },
            [State.StartFailed]: { state: 'error' as const, message: 'the server could not be started' },
          }[newState],
        );
      }
    });
    client.onNotification(serverStatus, ({ state, message }) => {
      if (isOurs()) {
        this.become(message ? { state, message } : { state });
      }
    });
    client.onNotification(blockingTreeChanged, () => { this.treeChanged.fire(); });
  }

  private become(condition: Condition): void {
    this.current = condition;
    this.conditionChanged.fire(condition);
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(work, work);
    return this.queue;
  }
}
