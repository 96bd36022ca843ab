-- What a user of Neovim 0.11 or newer writes, but for the name of the Python.
local config = {
  cmd = { vim.env.ASYNCSENSE_PYTHON, '-m', 'asyncsense', 'server' },
  filetypes = { 'python' },
  root_markers = { 'pyproject.toml', '.git' },
}
if vim.env.DIAGNOSTICS == 'push' then
  config.capabilities = vim.lsp.protocol.make_client_capabilities()
  config.capabilities.textDocument.diagnostic = nil
end
vim.lsp.config('asyncsense', config)
vim.lsp.enable('asyncsense')
