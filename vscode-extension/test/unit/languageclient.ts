/** A stand-in for vscode-languageclient/node: clients that remember what was done with them. */
import { EventEmitter } from './vscode';

export enum TransportKind {
  stdio,
}

export enum State {
  Stopped = 1,
  Running = 2,
  Starting = 3,
  StartFailed = 4,
}

export enum RevealOutputChannelOn {
  Never = 4,
}

class Method {
  constructor(readonly method: string) {}
}

export { Method as NotificationType, Method as NotificationType0, Method as RequestType };
export const DidChangeConfigurationNotification = { type: new Method('workspace/didChangeConfiguration') };
export const ExecuteCommandRequest = { type: new Method('workspace/executeCommand') };

/** All clients that were made, in order. */
export const made: LanguageClient[] = [];
/** What servers answer, by method. */
export const answers = new Map<string, unknown>();
/** What the next start fails with. */
export const failures: Error[] = [];

export class LanguageClient {
  readonly did: string[] = [];
  readonly protocol2CodeConverter = { asLocation: (location: unknown) => location };
  private readonly handlers = new Map<string, (value: unknown) => void>();
  private readonly changed = new EventEmitter<{ newState: State }>();
  private state = State.Stopped;
  readonly onDidChangeState = this.changed.event;

  constructor(
    readonly id: string,
    readonly name: string,
    readonly executable: { command: string; args: string[] },
    readonly options: { middleware: { workspace: { configuration(params: unknown): Promise<unknown[]> } } },
  ) {
    made.push(this);
  }

  registerFeature(feature: { fillClientCapabilities(capabilities: unknown): void }): void {
    const capabilities = { experimental: { others: true } };
    feature.fillClientCapabilities(capabilities);
    this.did.push(JSON.stringify(capabilities));
  }
  onNotification({ method }: Method, handler: (value: unknown) => void): void {
    this.handlers.set(method, handler);
  }
  async start(): Promise<void> {
    this.become(State.Starting);
    const failure = failures.pop();
    if (failure) {
      this.become(State.StartFailed);
      throw failure;
    }
    this.did.push('start');
    this.become(State.Running);
    return Promise.resolve();
  }
  dispose(): Promise<void> {
    this.did.push('dispose');
    this.become(State.Stopped);
    return Promise.resolve();
  }
  isRunning(): boolean {
    return this.state === State.Running;
  }
  sendRequest({ method }: Method, params?: { command?: string }): Promise<unknown> {
    const name = params?.command ?? method;
    this.did.push(name);
    return Promise.resolve(answers.get(name));
  }
  sendNotification({ method }: Method): Promise<void> {
    this.did.push(method);
    return Promise.resolve();
  }
  /** The server says something. */
  receive(method: string, value?: unknown): void {
    this.handlers.get(method)?.(value);
  }
  become(state: State): void {
    this.state = state;
    this.changed.fire({ newState: state });
  }
}
