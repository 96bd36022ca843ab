const vscode = require('vscode');

exports.activate = () => {
  const changed = new vscode.EventEmitter();
  let folder = process.env.ASYNCSENSE_TEST_ENVIRONMENT;
  vscode.commands.registerCommand('test.selectEnvironment', (other) => {
    folder = other;
    changed.fire({ path: other });
  });
  return {
    environments: {
      getActiveEnvironmentPath: () => ({ path: folder }),
      resolveEnvironment: async ({ path }) => ({
        executable: { uri: vscode.Uri.joinPath(vscode.Uri.file(path), 'bin', 'python'), sysPrefix: path },
      }),
      onDidChangeActiveEnvironmentPath: changed.event,
    },
  };
};
