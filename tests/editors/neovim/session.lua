-- A session at the keyboard: open, look, hover, fix, undo, save. Ends Neovim with status 1 at the first
-- thing that is not as it should be.

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
  io.stdout:write('ok   ' .. what .. '\n')
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

local function keys(text)
  vim.api.nvim_feedkeys(text, 'mx', false)
end

-- The text under squiggles.
local function underlined(buffer)
  local found = {}
  for _, namespace in pairs(vim.diagnostic.get_namespaces()) do
    local marks = namespace.user_data.underline_ns
    for _, mark in ipairs(marks and vim.api.nvim_buf_get_extmarks(buffer, marks, 0, -1, { details = true }) or {}) do
      local _, row, column, details = unpack(mark)
      local text = vim.api.nvim_buf_get_text(buffer, row, column, details.end_row, details.end_col, {})
      table.insert(found, text[1])
    end
  end
  table.sort(found)
  return table.concat(found, '; ')
end

local function floating_text()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      local buffer = vim.api.nvim_win_get_buf(window)
      return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
    end
  end
  return ''
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
check(blocking.source == 'asyncsense', 'their source is named')
local related = blocking.user_data.lsp.relatedInformation
check(related and related[1].location.uri:find('shop/stock.py', 1, true), 'the chain leads to stock.py')
eventually(function()
  return underlined(orders) == 'count(article); send(address, f"{article} is on its way"); '
    .. 'send(address, f"{article} is sold out, {note}")'
end, 'the calls are underlined')

vim.diagnostic.setqflist({ open = false })
check(#vim.fn.getqflist() == 3, 'setqflist lists them')
keys('gg]d')
check(vim.api.nvim_win_get_cursor(0)[1] == 10, ']d goes to the first')
keys('K')
eventually(function() return floating_text():find('blocking-sleep', 1, true) end, 'K shows the page of the rule')
check(floating_text():find('Why is this bad', 1, true), 'all of it')
vim.cmd('fclose')

local offered
vim.ui.select = function(actions, options, choose)
  offered = table.concat(vim.tbl_map(options.format_item, actions), '\n')
  choose(actions[1])
end
keys(']d')
check(vim.api.nvim_win_get_cursor(0)[1] == 12, ']d goes to the next')
keys('gra')
eventually(function() return offered end, 'gra offers a choice')
check(vim.startswith(offered, 'Add `await`'), 'with the fix first')
check(offered:find('Ignore `missing-await` on this line', 1, true), 'and ways to silence it')
eventually(function() return line(12):find('        await send(', 1, true) == 1 end, 'it is made')
eventually(shows(orders, '10:blocking-sleep 14:missing-await'), 'its diagnostic is gone')

vim.cmd('silent undo')
eventually(
  shows(orders, '10:blocking-sleep 12:missing-await 14:missing-await'),
  'undo brings it back'
)

vim.cmd('silent write')
local saved = table.concat(vim.fn.readfile('shop/orders.py'), '\n')
check(saved == vim.env.EXPECTED, 'what is written has all safe fixes')
check(not vim.bo[orders].modified, 'the buffer is what was written')
eventually(shows(orders, '10:blocking-sleep'), 'what is not safe to fix is left')

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

vim.cmd('edit shop/mail.py')
local mail = vim.api.nvim_get_current_buf()
eventually(shows(mail, '12:gather-partial-failure'), 'another file has its diagnostics')
check(
  vim.diagnostic.get(mail)[1].severity == vim.diagnostic.severity.WARN,
  'the settings of init.lua are in force'
)

client:stop()
eventually(function() return client:is_stopped() end, 'the server stops when it is asked to')
io.stdout:write('PASS Neovim ' .. tostring(vim.version()) .. '\n')
vim.cmd('qall!')
