-- A session at the keyboard: open, look, fix, undo, fix all, save. Ends Neovim with status 1 at the
-- first thing that is not as it should be.

local patience = 30000

local function check(condition, what)
  if not condition then
    print('FAIL ' .. what)
    for _, diagnostic in ipairs(vim.diagnostic.get()) do
      print(('  %d: %s %s'):format(diagnostic.lnum, tostring(diagnostic.code), diagnostic.message))
    end
    print(table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n'))
    vim.cmd('cquit 1')
  end
  print('ok   ' .. what)
end

local function eventually(condition, what)
  check(vim.wait(patience, condition, 20), what)
end

local function codes(buffer)
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(found, ('%d:%s'):format(diagnostic.lnum + 1, diagnostic.code))
  end
  table.sort(found)
  return table.concat(found, ' ')
end

local function shows(buffer, expected)
  return function() return codes(buffer) == expected end
end

local function line(number)
  return vim.api.nvim_buf_get_lines(0, number - 1, number, false)[1]
end

local orders = vim.api.nvim_get_current_buf()
eventually(function() return #vim.lsp.get_clients({ name = 'asyncsense' }) == 1 end, 'the server runs')
local client = vim.lsp.get_clients({ name = 'asyncsense' })[1]
eventually(
  shows(orders, '10:blocking-sleep 12:missing-await 14:missing-await'),
  'the diagnostics of orders.py are there'
)
local pulls = client.server_capabilities.diagnosticProvider ~= nil
check(pulls == (vim.env.DIAGNOSTICS == 'pull'), 'they were ' .. vim.env.DIAGNOSTICS .. 'ed')

local blocking = vim.diagnostic.get(orders, { lnum = 9 })[1]
local text = line(10)
check(text:sub(blocking.col + 1, blocking.end_col) == 'count(article)', 'it stands under the call')
check(blocking.source == 'asyncsense', 'its source is named')
local related = blocking.user_data.lsp.relatedInformation
check(related and related[1].location.uri:find('shop/stock.py', 1, true), 'the chain leads to stock.py')

vim.api.nvim_win_set_cursor(0, { 12, 10 })
vim.lsp.buf.code_action({
  apply = true,
  filter = function(action) return action.title == 'Add `await`' end,
})
eventually(function() return line(12):find('        await send(', 1, true) == 1 end, 'the fix is made')
eventually(shows(orders, '10:blocking-sleep 14:missing-await'), 'its diagnostic is gone')

vim.cmd('silent undo')
eventually(
  shows(orders, '10:blocking-sleep 12:missing-await 14:missing-await'),
  'undo brings it back'
)

vim.lsp.buf.code_action({ apply = true, context = { only = { 'source.fixAll' }, diagnostics = {} } })
eventually(shows(orders, '10:blocking-sleep'), 'fix-all leaves what is not safe to fix')

vim.cmd('silent write')
local saved = table.concat(vim.fn.readfile('shop/orders.py'), '\n')
check(saved == vim.env.EXPECTED, 'the file on disk is right')

-- Neovim 0.11 pulls for the current buffer when it changes; it cannot be asked to pull for others.
local function from_orders(condition, what)
  vim.cmd('wincmd w')
  if pulls then
    vim.api.nvim_buf_set_lines(orders, -1, -1, false, { '# seen' })
  end
  eventually(condition, what)
  vim.cmd('wincmd w')
end

vim.cmd('split shop/stock.py')
vim.cmd('silent %substitute/time.sleep(0.1)/pass/')
from_orders(shows(orders, ''), 'orders.py follows an unsaved change in stock.py')
vim.cmd('silent undo')
from_orders(shows(orders, '10:blocking-sleep'), 'and its undo')

client:stop()
eventually(function() return client:is_stopped() end, 'the server stops when it is asked to')
print('PASS ' .. tostring(vim.version()) .. '\n')
vim.cmd('qall!')
