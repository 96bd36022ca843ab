import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { EventLoopTree } from '../../src/eventLoop';
import type { BlockingNode } from '../../src/protocol';
import type { Condition, Server } from '../../src/server';
import { EventEmitter, Uri, reset, state } from './vscode';
import { badges, counted } from '../../src/severity';

const primitive: BlockingNode = { label: 'time.sleep', severity: 1, rule: 'blocking-sleep', children: [] };
const call: BlockingNode = { label: 'helper', severity: 1, rule: 'blocking-sleep', children: [primitive] };
const location = { uri: 'file:///app.py', range: { start: { line: 3, character: 0 }, end: { line: 3, character: 4 } } };
const root: BlockingNode = { label: 'serve', detail: 'app/main.py:4', severity: 1, rule: 'blocking-sleep', location, children: [call] };

beforeEach(reset);

function tree(answer: () => Promise<readonly BlockingNode[]>) {
  const condition = new EventEmitter<Condition>();
  const changed = new EventEmitter<void>();
  const running = {
    sendRequest: async () => ({ nodes: await answer() }),
    protocol2CodeConverter: { asLocation: (given: unknown) => given },
  };
  const server = { condition: { state: 'ready' }, running, onDidChangeCondition: condition.event, onDidChangeBlockingTree: changed.event };
  return { view: new EventLoopTree(server as unknown as Server), changed };
}

test('what blocks is shown, each opening into its chain', async () => {
  const { view } = tree(() => Promise.resolve([root]));
  await view.refresh();
  assert.deepEqual(view.getChildren(), [root]);
  assert.deepEqual(view.getChildren(root), [call]);
  assert.deepEqual(view.getChildren(call), [primitive]);
  assert.equal(view.getParent(primitive), call);
  assert.equal(view.getParent(root), undefined);
  assert.deepEqual(state.views[0]?.badge, { value: 1, tooltip: 'What blocks the event loop: 1 error' });
});

test('a click goes there, the icon says how bad it is', async () => {
  const { view } = tree(() => Promise.resolve([root]));
  await view.refresh();
  const item = view.getTreeItem(root);
  assert.deepEqual([item.label, item.description, item.contextValue], ['serve', 'app/main.py:4', 'finding']);
  assert.equal(item.command?.command, 'vscode.open');
  assert.deepEqual((item.iconPath as { id: string }).id, 'error');
  assert.equal(view.getTreeItem(call).contextValue, 'finding');
  const leaf = view.getTreeItem(primitive);
  assert.deepEqual([leaf.collapsibleState, leaf.command, leaf.contextValue], [0, undefined, 'step']);
});

test('a badge says how many calls block, in the colour of the worst', async () => {
  const { view } = tree(() => Promise.resolve([{ ...root, severity: 2, children: Array<BlockingNode>(12).fill(call) }]));
  await view.refresh();
  const [node] = view.getChildren();
  assert.ok(node);
  const uri = view.getTreeItem(node).resourceUri;
  assert.ok(uri);
  const badge = badges.provideFileDecoration(uri, undefined as never) as { badge: string; tooltip: string; color: { id: string } };
  assert.deepEqual([badge.badge, badge.tooltip, badge.color.id], ['9+', '12 calls block', 'list.warningForeground']);
  assert.equal(view.getTreeItem(call).resourceUri, undefined);
  assert.equal(badges.provideFileDecoration(Uri.file('/1/1') as never, undefined as never), undefined);
  assert.equal(counted([2, 1, 4, 1, 3, 3]), '2 errors, 1 warning, 2 information, 1 hint');
});

test('it follows the server, and the last answer wins', async () => {
  const answers: ((nodes: readonly BlockingNode[]) => void)[] = [];
  const { view, changed } = tree(() => new Promise((resolve) => answers.push(resolve)));
  changed.fire();
  changed.fire();
  while (answers.length < 2) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  answers[1]?.([root]);
  answers[0]?.([]);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(view.getChildren(), [root]);
});

test('where the server does not answer, nothing is shown', async () => {
  const { view } = tree(() => Promise.reject(new Error('gone')));
  await view.refresh();
  assert.deepEqual(view.getChildren(), []);
  assert.equal(state.views[0]?.badge, undefined);
});
