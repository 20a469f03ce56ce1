-- Drives a real Neovim with the real server: `nvim --clean --headless … -c 'luafile run.lua'`, started by neovim.sh.
-- Each test opens its own folder with plans; any failure ends Neovim with status 1 and says what was seen.
local FOLDER = assert(os.getenv('PLANS'))

local messages = {}
vim.notify = function(message, level)
  table.insert(messages, { message = message, level = level })
end
vim.notify_once = vim.notify

local function fail(...)
  error(vim.inspect({ ... }), 0)
end

local function equal(expected, seen, what)
  if not vim.deep_equal(expected, seen) then
    fail(what, { expected = expected, seen = seen, messages = messages })
  end
end

local function wait(what, condition, seconds)
  if not vim.wait((seconds or 20) * 1000, condition, 20) then
    fail('waited in vain: ' .. what, { messages = messages, diagnostics = vim.diagnostic.get(0) })
  end
end

local function write(path, text)
  local file = assert(io.open(FOLDER .. '/' .. path, 'w'))
  file:write(text)
  file:close()
end

local function open(path)
  vim.cmd.edit(vim.fn.fnameescape(FOLDER .. '/' .. path))
end

local function client()
  return vim.lsp.get_clients({ name = 'planspect', bufnr = 0 })[1]
end

local function findings(code)
  return vim.tbl_filter(function(one)
    return one.code == code
  end, vim.diagnostic.get(0))
end

local function wait_for(code)
  wait(code, function()
    return #findings(code) > 0
  end)
  return findings(code)[1]
end

---Puts the cursor on words of the buffer.
local function go(words, inside)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local at = line:find(words, 1, true)
    if at then
      vim.api.nvim_win_set_cursor(0, { number, at - 1 + (inside or 0) })
      return number - 1, at - 1
    end
  end
  fail('no such words', words)
end

local function line(words)
  local row = go(words)
  return vim.api.nvim_buf_get_lines(0, row, row + 1, false)[1]
end

---The words that a diagnostic marks.
local function marked(diagnostic)
  local text =
    vim.api.nvim_buf_get_text(0, diagnostic.lnum, diagnostic.col, diagnostic.end_lnum, diagnostic.end_col, {})
  return table.concat(text, '\n')
end

---Takes the action with this title where the cursor is.
local function take(title)
  local before = vim.api.nvim_buf_get_changedtick(0)
  local offered = {}
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      table.insert(offered, action.title)
      return action.title == title
    end,
  })
  if not vim.wait(10000, function()
    return vim.api.nvim_buf_get_changedtick(0) > before
  end, 20) then
    fail('the action was not taken', title, offered)
  end
end

local tests = {}

local function test(name, body)
  table.insert(tests, { name = name, body = body })
end


for _, words in ipairs({
  {
    name = 'en',
    free = 'Redesign the logo',
    wrong = 'N9',
    offer = 'Replace by `N1`',
    field = 'serves: G1',
    goal = 'G1',
    need = 'N1',
    renamed = 'N7',
    said = '“Redesign the logo” serves no need and no goal',
  },
  {
    name = 'zh',
    free = '更换办公楼标识',
    wrong = '需求9',
    offer = '替换为“需求1”',
    field = '对应目标：目标1',
    goal = '目标1',
    need = '需求1',
    renamed = '需求7',
    said = '“更换办公楼标识”没有对应的需求或目标',
  },
}) do
  local name = words.name
  local needs, tasks = name .. '/01-needs.md', name .. '/02-tasks.md'

  test(name .. ': diagnostics stand at their words', function()
    open(tasks)
    local found = wait_for('PRF002')
    equal(true, vim.endswith(marked(found), words.free), marked(found))
    equal(words.said, found.message, 'message')
    equal('planspect', found.source, 'source')
    local row, column = go(words.free)
    equal({ row, column + #words.free }, { found.end_lnum, found.end_col }, 'end, in bytes')
    equal(words.wrong, marked(wait_for('PLN002')), 'words of PLN002')
  end)

  test(name .. ': definition goes to the other file', function()
    open(tasks)
    wait_for('PRF002')
    go(words.field, #words.field - #words.goal)
    vim.lsp.buf.definition()
    wait('the file of needs', function()
      return vim.endswith(vim.api.nvim_buf_get_name(0), needs)
    end)
    local cursor = vim.api.nvim_win_get_cursor(0)
    local text = vim.api.nvim_get_current_line()
    equal(words.goal, text:sub(cursor[2] + 1, cursor[2] + #words.goal), text)
  end)

  test(name .. ': an id is completed', function()
    open(tasks)
    wait_for('PRF002')
    local row = go(words.field)
    local text = vim.api.nvim_get_current_line()
    local at = select(2, text:find(words.field, 1, true)) - #words.goal
    local params = vim.lsp.util.make_position_params(0, client().offset_encoding)
    params.position.character = vim.str_utfindex(text, client().offset_encoding, at)
    params.position.line = row
    local answer = client():request_sync('textDocument/completion', params, 10000, 0)
    local items = answer.result.items or answer.result
    equal(words.need, items[1].label, 'first label')
    -- The same with the keys of a user: delete the id, ask for completion, take the goal.
    vim.api.nvim_buf_set_text(0, row, at, row, at + #words.goal, { '' })
    vim.api.nvim_win_set_cursor(0, { row + 1, at })
    vim.lsp.completion.enable(true, client().id, 0, {})
    local chosen
    vim.keymap.set('i', '<F5>', function()
      vim.lsp.completion.get()
      wait('the menu', function()
        return vim.fn.pumvisible() == 1
      end)
      chosen = vim.fn.complete_info({ 'items' }).items
    end, { buffer = true })
    vim.api.nvim_feedkeys(vim.keycode('i<F5><Esc>'), 'tx', false)
    local labels = vim.tbl_map(function(item)
      return item.word
    end, chosen or {})
    equal(true, vim.tbl_contains(labels, words.need), labels)
  end)

  test(name .. ': hover shows the page of the rule', function()
    open(tasks)
    wait_for('PRF002')
    go(words.free)
    local window
    vim.lsp.buf.hover()
    wait('the hover window', function()
      for _, one in ipairs(vim.api.nvim_list_wins()) do
        if vim.api.nvim_win_get_config(one).relative ~= '' then
          window = one
          return true
        end
      end
    end)
    local text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
    equal(true, text:find('PRF002', 1, true) ~= nil, text)
    vim.api.nvim_win_close(window, true)
  end)

  test(name .. ': a code action mends the unknown id', function()
    open(tasks)
    wait_for('PLN002')
    go(words.wrong)
    take(words.offer)
    wait('PLN002 to go', function()
      return #findings('PLN002') == 0
    end)
  end)

  test(name .. ': an id is renamed in both files', function()
    open(tasks)
    wait_for('PRF002')
    open(needs)
    wait('the client', client)
    go(words.need)
    vim.lsp.buf.rename(words.renamed)
    wait('the new id', function()
      return vim.api.nvim_get_current_line():find(words.renamed, 1, true)
    end)
    open(tasks)
    wait('the new id in the other file', function()
      local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
      return text:find(words.renamed, 1, true) and not text:find(words.need, 1, true)
    end)
    equal(1, #findings('PLN002'), 'only the id that was wrong before')
  end)
end

test('a lens lists what serves a need', function()
  open('en/01-needs.md')
  wait('the client', client)
  local row = go('N1')
  local lenses = {}
  wait('lenses', function()
    lenses = client():request_sync(
      'textDocument/codeLens',
      { textDocument = vim.lsp.util.make_text_document_params() },
      10000,
      0
    ).result
    return lenses[1].command.command ~= ''
  end)
  equal(row, lenses[1].range.start.line, 'place')
  client():exec_cmd(lenses[1].command)
  wait('the list', function()
    return #vim.fn.getloclist(0) > 0
  end)
  vim.cmd.lclose()
end)

test(':Planspect check fills the quickfix list at the right columns', function()
  open('zh/02-tasks.md')
  wait('the client', client)
  vim.cmd.Planspect('check')
  wait('the quickfix list', function()
    return #vim.fn.getqflist() > 0
  end)
  local found = vim.tbl_filter(function(item)
    return vim.startswith(item.text, 'PLN002') and vim.endswith(vim.fn.bufname(item.bufnr), 'zh/02-tasks.md')
  end, vim.fn.getqflist())
  vim.cmd.cclose()
  local _, column = go('需求9')
  equal(column + 1, found[1].col, 'column')
end)

test(':Planspect explain shows the page', function()
  open('en/02-tasks.md')
  wait_for('PRF002')
  go('Redesign')
  vim.cmd.Planspect('explain')
  wait('the page', function()
    return vim.api.nvim_buf_get_lines(0, 0, 1, false)[1]:find('PRF002', 1, true)
  end)
  vim.cmd.close()
end)

test(':Planspect new adds a numbered item', function()
  open('en/plan.md')
  wait('the client', client)
  vim.cmd.Planspect({ 'new', 'task', 'Answer', 'the', 'telephone' })
  wait('the item', function()
    return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n'):find('T3.-Answer the telephone')
  end)
end)

test('a subcommand that the program does not know is told in words', function()
  messages = {}
  local config = vim.lsp.config.planspect
  local old = FOLDER .. '/old-planspect'
  write('old-planspect', "#!/bin/sh\necho \"error: unrecognized subcommand '$1'\" >&2\nexit 2\n")
  vim.fn.setfperm(old, 'rwxr-xr-x')
  vim.lsp.config('planspect', { cmd = { old, 'server' } })
  require('planspect').command({ 'trace' })
  wait('words', function()
    return #messages > 0
  end)
  equal('planspect: this planspect is too old for “trace”; install a newer one', messages[1].message, 'words')
  vim.lsp.config('planspect', { cmd = config.cmd })
end)

test(':checkhealth is clean', function()
  open('en/plan.md')
  wait('the client', client)
  vim.cmd('checkhealth planspect')
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  equal(nil, text:match('ERROR') or text:match('WARNING'), text)
  equal(true, text:find('OK planspect %d') ~= nil, text)
  equal(true, text:find('runs for ' .. FOLDER, 1, true) ~= nil, text)
end)

test('a crash is told, and the server is started again', function()
  open('en/02-tasks.md')
  wait_for('PRF002')
  messages = {}
  local before = client().id
  local pid = tonumber(vim.fn.system({ 'pgrep', '-P', tostring(vim.uv.os_getpid()), '-x', 'planspect' }))
  vim.uv.kill(pid, 'sigkill')
  wait('words on the crash', function()
    return vim.iter(messages):any(function(one)
      return one.message == 'planspect: the server has ended unexpectedly (signal 9); it is started again in 1 s'
    end)
  end)
  wait('another server', function()
    return client() and client().id ~= before and client().initialized
  end)
  vim.api.nvim_buf_set_lines(0, -1, -1, false, { '' })
  wait_for('PRF002')
end)

test('a program that is missing is told once, with what to do', function()
  local config = vim.lsp.config.planspect
  messages = {}
  vim.lsp.config('planspect', { cmd = { 'no-planspect-here', 'server' } })
  vim.cmd('doautocmd planspect FileType markdown')
  equal(true, #messages == 1, messages)
  local said = messages[1].message
  equal(true, vim.startswith(said, 'planspect: plans are not checked: there is no program “no-planspect-here”. '), said)
  equal(nil, said:match('stack traceback'), said)
  vim.cmd('checkhealth planspect')
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  equal(true, text:find('ERROR there is no program “no-planspect-here”', 1, true) ~= nil, text)
  vim.lsp.config('planspect', { cmd = config.cmd })
end)

test('a server that keeps crashing is given up in words; one that is silent is told', function()
  local plugin = require('planspect')
  local config = vim.lsp.config.planspect
  open('en/plan.md')
  wait('the client', client)
  messages = {}
  plugin.crashes_allowed = 1
  vim.lsp.config('planspect', { cmd = { '/bin/sh', '-c', 'exit 7' } })
  vim.cmd.Planspect('restart')
  wait('the last words', function()
    return vim.iter(messages):any(function(one)
      return one.message:find('is not started again', 1, true)
    end)
  end)
  messages = {}
  plugin.patience = 1
  vim.lsp.config('planspect', { cmd = { '/bin/sh', '-c', 'cat >/dev/null' } })
  vim.cmd.Planspect('restart')
  wait('words on slowness', function()
    return vim.iter(messages):any(function(one)
      return one.message:find('has not answered for 1 seconds', 1, true)
    end)
  end)
  vim.lsp.config('planspect', { cmd = config.cmd })
end)

local failed = 0
for _, one in ipairs(tests) do
  -- Nothing is left of the test before, neither windows nor edits.
  vim.cmd('silent! only!')
  vim.cmd('silent! %bwipeout!')
  local ran, trouble = xpcall(one.body, function(message)
    return type(message) == 'string' and message or debug.traceback(vim.inspect(message))
  end)
  io.stdout:write((ran and 'ok      ' or 'FAILED  ') .. one.name .. '\n')
  if not ran then
    failed = failed + 1
    io.stdout:write(trouble .. '\n')
  end
end
io.stdout:write(('%d tests, %d failed\n'):format(#tests, failed))
vim.cmd(failed == 0 and 'qall!' or 'cquit 1')
