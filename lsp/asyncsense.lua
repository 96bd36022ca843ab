---@brief
---
--- https://github.com/asyncsense/asyncsense
---
--- asyncsense finds asyncio bugs in Python: what never runs, what blocks the event loop, what is
--- cancelled or fails unseen.
---
--- ```sh
--- pip install asyncsense
--- ```
---
--- Settings of the project stand in `pyproject.toml`. Settings for all projects:
---
--- ```lua
--- vim.lsp.config('asyncsense', {
---   settings = {
---     asyncsense = {
---       ignore = { 'gather-partial-failure' },
---     },
---   },
--- })
--- ```

---@type vim.lsp.Config
return {
  cmd = { 'asyncsense', 'server' },
  filetypes = { 'python' },
  root_markers = { 'asyncsense.toml', 'pyproject.toml', '.git' },
  settings = {},
}
