/** The *Event Loop* view: what blocks in the workspace, and how it comes to that. */
import * as vscode from 'vscode';
import { type BlockingNode, blockingTree } from './protocol';
import type { Condition, Server } from './server';
import { badgeUri, badges, counted, iconOf } from './severity';

export const VIEW = 'asyncsense.eventLoop';

const STEP = new vscode.ThemeIcon('arrow-small-right');

export class EventLoopTree implements vscode.TreeDataProvider<BlockingNode>, vscode.Disposable {
  private nodes: readonly BlockingNode[] = [];
  private readonly parents = new Map<BlockingNode, BlockingNode>();
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly subscriptions: vscode.Disposable;
  private readonly view: vscode.TreeView<BlockingNode>;
  private asked = 0;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly server: Server) {
    this.view = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    this.subscriptions = vscode.Disposable.from(
      this.view,
      this.changed,
      vscode.window.registerFileDecorationProvider(badges),
      server.onDidChangeBlockingTree(() => this.refresh()),
      server.onDidChangeCondition((condition) => this.follow(condition)),
    );
  }

  /** Asks the server for the tree; the last question wins. */
  async refresh(): Promise<void> {
    const number = ++this.asked;
    const { running } = this.server;
    let nodes: readonly BlockingNode[] = [];
    try {
      nodes = (await running?.sendRequest(blockingTree, {}))?.nodes ?? [];
    } catch {
      // The client has logged it; until the next change there is nothing to show.
    }
    if (number === this.asked) {
      this.show(nodes);
    }
  }

  getChildren(node?: BlockingNode): readonly BlockingNode[] & BlockingNode[] {
    return [...(node ? node.children : this.nodes)];
  }

  getParent(node: BlockingNode): BlockingNode | undefined {
    return this.parents.get(node);
  }

  getTreeItem(node: BlockingNode): vscode.TreeItem {
    const { None, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(node.label, node.children.length > 0 ? Collapsed : None);
    const depth = this.depth(node);
    const isStep = depth > 1;
    item.description = node.detail ?? '';
    item.iconPath = isStep ? STEP : iconOf(node.severity);
    if (depth === 0) {
      item.resourceUri = badgeUri(node.severity, node.children.length);
    }
    item.contextValue = isStep || node.rule === undefined ? 'step' : 'finding';
    item.tooltip = tooltip(node);
    const location = node.location && this.server.running?.protocol2CodeConverter.asLocation(node.location);
    if (location) {
      const selection = location.range;
      item.command = { command: 'vscode.open', title: 'Open', arguments: [location.uri, { selection, preserveFocus: true }] };
    }
    return item;
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async follow({ state }: Condition): Promise<void> {
    const isChanging = state === 'starting' || state === 'indexing';
    // While the server reads the workspace, the last tree is better than none.
    await Promise.all([
      vscode.commands.executeCommand('setContext', 'asyncsense.state', state),
      isChanging ? undefined : this.refresh(),
    ]);
  }

  /** 0 for a coroutine, 1 for a call in it that blocks, more for what lies behind that. */
  private depth(node: BlockingNode): number {
    const parent = this.parents.get(node);
    return parent ? this.depth(parent) + 1 : 0;
  }

  private show(nodes: readonly BlockingNode[]): void {
    this.nodes = nodes;
    this.parents.clear();
    for (const node of nodes) {
      this.adopt(node);
    }
    const tooltip = `What blocks the event loop: ${counted(nodes.map(({ severity }) => severity))}`;
    this.view.badge = nodes.length > 0 ? { value: nodes.length, tooltip } : undefined;
    this.changed.fire(undefined);
  }

  private adopt(parent: BlockingNode): void {
    for (const child of parent.children) {
      this.parents.set(child, parent);
      this.adopt(child);
    }
  }
}

function tooltip({ label, detail, message, rule }: BlockingNode): vscode.MarkdownString {
  const text = new vscode.MarkdownString(message);
  if (message === undefined) {
    text.appendText(detail ? `${label}: ${detail}` : label);
  }
  return rule === undefined ? text : text.appendMarkdown(`\n\n_${rule}_`);
}
