"""What the server does for the editor, one file a feature.

A feature is a function that registers its handlers with the server while it is initialized, when
the editor's capabilities are known.
"""

from asyncsense.lsp.features import (
    blocking_tree,
    code_actions,
    commands,
    configuration,
    diagnostics,
    hover,
    marks,
    notebooks,
    sync,
    watching,
    workspace_diagnostics,
)

FEATURES = (
    sync.register,
    notebooks.register,
    diagnostics.register,
    workspace_diagnostics.register,
    code_actions.register,
    configuration.register,
    watching.register,
    hover.register,
    marks.register,
    blocking_tree.register,
    commands.register,
)
