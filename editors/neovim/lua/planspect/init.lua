-- What the plugin does besides configuring the client: it tells in words what is wrong with the server, starts it
-- again after a crash, and runs the program for :Planspect.
local M = {}

local INSTALL = 'Install it (cargo install planspect, pip install planspect, npm install -g planspect), or name it: '
  .. "vim.lsp.config('planspect', { cmd = { '/path/to/planspect', 'server' } })"

-- A server that has crashed so many times in so many seconds is not started again.
M.crashes_allowed = 4
M.crash_window = 180
-- Seconds to wait for the server's first answer before saying that it is slow.
M.patience = 10

local crashes = {} ---@type number[] when it crashed, in seconds
local stopping = false
local starting = nil ---@type uv.uv_timer_t?

local function tell(message, level)
  vim.notify('planspect: ' .. message, level or vim.log.levels.INFO)
end

---The program as configured, without `server`.
---@return string?
function M.program()
  local cmd = vim.lsp.config.planspect.cmd
  return type(cmd) == 'table' and cmd[1] or nil
end

---Says once that the program is missing. Neovim itself says nothing.
function M.tell_if_missing()
  local program = M.program()
  if program and vim.fn.executable(program) == 0 then
    vim.notify_once(
      ('planspect: plans are not checked: there is no program “%s”. %s'):format(program, INSTALL),
      vim.log.levels.WARN
    )
  end
end

---Says so if the server does not answer in time.
function M.watch_start(config)
  stopping = false
  if starting then
    starting:stop()
  end
  starting = vim.defer_fn(function()
    starting = nil
    tell(
      ('the server (%s) has not answered for %d seconds; :Planspect log may tell why, :Planspect restart tries again'):format(
        type(config.cmd) == 'table' and table.concat(config.cmd, ' ') or 'your cmd',
        M.patience
      ),
      vim.log.levels.WARN
    )
  end, M.patience * 1000)
end

---The server has answered.
function M.started()
  if starting then
    starting:stop()
    starting = nil
  end
end

local function start_again()
  vim.lsp.enable('planspect', false)
  vim.lsp.enable('planspect')
end

---The server has ended: if nobody wanted that, it is started again, each time later.
function M.ended(code, signal)
  vim.schedule(function()
    M.started()
    if stopping or vim.v.exiting ~= vim.NIL or (code == 0 and signal == 0) then
      return
    end
    local now = vim.uv.hrtime() / 1e9
    crashes = vim.tbl_filter(function(at)
      return now - at < M.crash_window
    end, crashes)
    table.insert(crashes, now)
    local how = signal ~= 0 and ('signal ' .. signal) or ('exit status ' .. code)
    if #crashes > M.crashes_allowed then
      tell(
        ('the server has ended %d times in %d minutes (%s) and is not started again. :Planspect log shows what it said, :Planspect restart tries again.'):format(
          #crashes,
          M.crash_window / 60,
          how
        ),
        vim.log.levels.ERROR
      )
      return
    end
    local wait = 2 ^ (#crashes - 1)
    tell(
      ('the server has ended unexpectedly (%s); it is started again in %d s'):format(how, wait),
      vim.log.levels.WARN
    )
    vim.defer_fn(start_again, wait * 1000)
  end)
end

---Puts the items that a lens counts into the location list.
function M.show_items(command, context)
  local client = assert(vim.lsp.get_client_by_id(context.client_id))
  local items = vim.lsp.util.locations_to_items(command.arguments[3], client.offset_encoding)
  vim.fn.setloclist(0, {}, ' ', { title = command.title, items = items })
  vim.cmd.lopen()
end

-- ---- :Planspect ----

local function folder()
  local client = vim.lsp.get_clients({ bufnr = 0, name = 'planspect' })[1]
  return client and client.root_dir or vim.fn.getcwd()
end

---Runs the program; `done` gets its output. Trouble is told in words.
local function run(words, done)
  local program = M.program()
  if not program or vim.fn.executable(program) == 0 then
    return tell(('there is no program “%s”. %s'):format(program or '?', INSTALL), vim.log.levels.ERROR)
  end
  local command = vim.list_extend({ program }, words)
  vim.system(command, { cwd = folder(), text = true }, function(result)
    vim.schedule(function()
      if result.code == 2 and result.stderr:find('unrecognized subcommand', 1, true) then
        tell(
          ('this planspect is too old for “%s”; install a newer one'):format(words[1]),
          vim.log.levels.ERROR
        )
      elseif result.code >= 2 and result.code ~= 3 then
        tell(vim.trim(result.stderr), vim.log.levels.ERROR)
      else
        done(result.stdout, result.code)
      end
    end)
  end)
end

---Shows a text in a window of its own.
local function show(name, text, filetype)
  vim.cmd.new()
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].swapfile = false
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(vim.trim(text), '\n'))
  vim.bo[buffer].modifiable = false
  pcall(vim.api.nvim_buf_set_name, buffer, 'planspect://' .. name)
  -- The server is not to judge this text.
  vim.bo[buffer].syntax = filetype
end

local function path_or_folder(words)
  return words[1] or '.'
end

local commands = {}

function commands.restart()
  crashes = {}
  stopping = true
  vim.lsp.enable('planspect', false)
  vim.defer_fn(function()
    M.tell_if_missing()
    vim.lsp.enable('planspect')
  end, 300)
end

function commands.log()
  vim.cmd.tabedit(vim.fn.fnameescape(vim.lsp.log.get_filename()))
  vim.cmd.normal({ 'G', bang = true })
end

---A finding of `check --format json` as an entry of the quickfix list, whose columns are bytes.
local function quickfix_item(finding, root, lines_of)
  local path = finding.path
  path = vim.startswith(path, '/') and path or vim.fs.joinpath(root, path)
  lines_of[path] = lines_of[path] or (vim.fn.filereadable(path) == 1 and vim.fn.readfile(path) or {})
  local start = finding.range.start
  local text = lines_of[path][start.line] or ''
  return {
    filename = path,
    lnum = start.line,
    col = vim.str_byteindex(text, 'utf-32', start.column - 1, false) + 1,
    type = ({ error = 'E', warning = 'W' })[finding.severity] or 'I',
    text = finding.code .. ' ' .. finding.message,
  }
end

function commands.check(words)
  vim.cmd('silent! wall')
  local root = folder()
  run({ 'check', '--format', 'json', '--allow-empty', path_or_folder(words) }, function(text)
    local ran, report = pcall(vim.json.decode, text)
    if not ran then
      return tell('the report of the program cannot be read; is it an old one?', vim.log.levels.ERROR)
    end
    local lines_of = {}
    local items = vim.tbl_map(function(finding)
      return quickfix_item(finding, root, lines_of)
    end, report.findings)
    vim.fn.setqflist({}, ' ', { title = 'planspect check', items = items })
    local plans = #report.plans
    if #items == 0 then
      vim.cmd.cclose()
      tell(plans == 0 and 'no plan was found' or ('%d plan(s), no findings'):format(plans))
    else
      vim.cmd('botright copen')
    end
  end)
end

function commands.report(words)
  local page = vim.fn.tempname() .. '.html'
  run({ 'report', path_or_folder(words), '-o', page }, function()
    tell('the report is in ' .. page)
    vim.ui.open(page)
  end)
end

function commands.trace(words)
  run({ 'trace', path_or_folder(words), '--color', 'never' }, function(text)
    show('trace', text, '')
  end)
end

function commands.score(words)
  run({ 'score', path_or_folder(words), '--explain', '--color', 'never' }, function(text)
    show('score', text, '')
  end)
end

function commands.explain(words)
  local code = words[1]
  if not code then
    for _, one in ipairs(vim.diagnostic.get(0, { lnum = vim.fn.line('.') - 1 })) do
      code = code or (one.source == 'planspect' and one.code) or nil
    end
  end
  if not code then
    return tell('name a rule, as in :Planspect explain PRF002, or go to a line with a finding')
  end
  run({ 'explain', tostring(code), '--color', 'never' }, function(text)
    show('explain/' .. code, text, 'markdown')
  end)
end

function commands.new(words)
  local kinds = { 'need', 'goal', 'task', 'measure', 'resource', 'indicator', 'risk', 'milestone' }
  local file = vim.api.nvim_buf_get_name(0)
  local function add(kind, title)
    if not kind or not title or title == '' then
      return
    end
    vim.cmd('silent! update')
    run({ 'new', kind, title, '--file', file }, function()
      vim.cmd.checktime()
    end)
  end
  local function ask_title(kind)
    if kind and #words > 1 then
      return add(kind, table.concat(words, ' ', 2))
    end
    if kind then
      vim.ui.input({ prompt = 'Title: ' }, function(title)
        add(kind, title)
      end)
    end
  end
  if words[1] then
    return ask_title(words[1])
  end
  vim.ui.select(kinds, { prompt = 'New' }, ask_title)
end

---Runs `:Planspect WORDS`.
function M.command(words)
  local name = words[1]
  local chosen = commands[name]
  if not chosen then
    return tell('commands: ' .. table.concat(M.complete('', 'Planspect '), ', '), vim.log.levels.WARN)
  end
  chosen(vim.list_slice(words, 2))
end

function M.complete(lead, line)
  local before = vim.split(line, '%s+')
  local choices = {}
  if #before <= 2 then
    choices = vim.tbl_keys(commands)
  elseif before[2] == 'new' and #before == 3 then
    choices = { 'need', 'goal', 'task', 'measure', 'resource', 'indicator', 'risk', 'milestone' }
  elseif vim.tbl_contains({ 'check', 'report', 'trace', 'score' }, before[2]) then
    return vim.fn.getcompletion(lead, 'file')
  end
  table.sort(choices)
  return vim.tbl_filter(function(one)
    return vim.startswith(one, lead)
  end, choices)
end

return M
