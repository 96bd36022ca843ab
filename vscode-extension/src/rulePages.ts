/** The pages of rules: chosen from a list, shown as a preview. */
import * as vscode from 'vscode';
import { serverCommands } from './protocol';
import type { Server } from './server';

const SCHEME = 'asyncsense-rule';

/** What scripts/generate_docs.py writes to package.json: the rules, and in short what they report. */
export interface Manifest {
  readonly version: string;
  readonly asyncsense: { readonly rules: Readonly<Record<string, string>> };
}

/** Serves `asyncsense-rule:/NAME.md`, and opens it. */
export class RulePages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  constructor(
    private readonly server: Server,
    private readonly manifest: Manifest,
  ) {}

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const rule = uri.path.replace(/^\//, '').replace(/\.md$/, '');
    const page = await this.server.execute<string>(serverCommands.explain, rule);
    return page ?? `The server is not running, and only it knows the page of \`${rule}\`.`;
  }

  /** Shows the page of `rule`, or lets somebody choose one. */
  async show(rule: string | undefined): Promise<void> {
    const name = rule ?? (await this.choose());
    if (name !== undefined) {
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md` });
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    }
  }

  dispose(): void {
    this.registration.dispose();
  }

  private async choose(): Promise<string | undefined> {
    const here = rulesAtCursor();
    const known = Object.entries(this.manifest.asyncsense.rules);
    const items = known.map(([label, description]) => ({ label, description }));
    items.sort((one, other) => Number(here.has(other.label)) - Number(here.has(one.label)));
    const chosen = await vscode.window.showQuickPick(items, {
      placeHolder: 'Rule to explain',
      matchOnDescription: true,
    });
    return chosen?.label;
  }
}

/** The rules of the problems in the line of the cursor. */
function rulesAtCursor(): Set<unknown> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    return new Set();
  }
  const line = editor.document.lineAt(editor.selection.active).range;
  const here = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter(({ source, range }) => source === 'asyncsense' && line.intersection(range));
  return new Set(here.map(({ code }) => (typeof code === 'object' ? code.value : code)));
}
