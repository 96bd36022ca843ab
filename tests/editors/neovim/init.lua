-- What a user of Neovim 0.11 or newer writes, but for the name of the Python.
local config = {
  cmd = { vim.env.ASYNCSENSE_PYTHON, '-m', 'asyncsense', 'server' },
  filetypes = { 'python' },
  root_markers = { 'pyproject.toml', '.git' },
}
if vim.env.DIAGNOSTICS == 'push' then
  config.before_init = function(params) params.capabilities.textDocument.diagnostic = nil end
end
vim.lsp.config('asyncsense', config)
vim.lsp.enable('asyncsense')
