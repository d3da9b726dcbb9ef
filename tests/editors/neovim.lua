-- Run by editors_test in Neovim, without a screen: opens a file with a race,
-- asks for what the server says, repairs the file in the buffer and asks again.
-- Prints what it saw; a wait that ends without an answer is a failure.
local function say(...)
  io.stdout:write(table.concat({ ... }, ' '), '\n')
end

local function all()
  return vim.diagnostic.get(0)
end

local function expect(what, condition)
  if not vim.wait(60000, condition, 20) then
    say('no answer:', what)
    vim.cmd('cquit 1')
  end
end

vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.AWAIT_TIDY_FILE))
expect('the finding', function() return #all() > 0 end)
for _, d in ipairs(all()) do
  say('finding', d.lnum + 1, d.code or d.user_data.lsp.code, d.source)
end

-- The suspension goes away.
local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
local kept = vim.tbl_filter(function(line)
  return not line:find('co_await transfer(amount);', 1, true)
end, lines)
vim.api.nvim_buf_set_lines(0, 0, -1, false, kept)
expect('its end', function() return #all() == 0 end)
say('repaired')
vim.cmd('quitall!')
