-- Neovim 0.11 or newer with the asyncsense of this checkout, and nothing of your own configuration:
--   nvim --clean -u scripts/neovim.lua examples/seven-patterns/app/notify.py
local checkout = vim.fs.dirname(vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2))))
vim.opt.runtimepath:prepend(checkout)
vim.lsp.config('asyncsense', { cmd = { checkout .. '/.venv/bin/asyncsense', 'server' } })
vim.lsp.enable('asyncsense')
vim.diagnostic.config({ virtual_text = true })
