-- :checkhealth planspect
local M = {}

function M.check()
  local health = vim.health
  health.start('planspect: the program')
  if vim.fn.has('nvim-0.11') == 0 then
    health.error('Neovim is older than 0.11', { 'see :help planspect-old' })
    return
  end
  local program = require('planspect').program()
  if not program then
    health.info('cmd is a function: the program is yours to find')
  elseif vim.fn.executable(program) == 0 then
    health.error(('there is no program “%s”'):format(program), {
      'cargo install planspect, pip install planspect or npm install -g planspect',
      "or name it: vim.lsp.config('planspect', { cmd = { '/path/to/planspect', 'server' } })",
    })
    return
  else
    local ran, result = pcall(function()
      return vim.system({ program, '--version' }, { text = true }):wait(5000)
    end)
    if ran and result.code == 0 then
      health.ok(('%s (%s)'):format(vim.trim(result.stdout), vim.fn.exepath(program)))
    else
      health.error(('“%s --version” failed'):format(program), { ran and vim.trim(result.stderr or '') or result })
      return
    end
  end

  health.start('planspect: the server')
  if not vim.lsp.is_enabled('planspect') then
    health.warn('it is not turned on', { "vim.lsp.enable('planspect')" })
  else
    health.ok('it is turned on for ' .. table.concat(vim.lsp.config.planspect.filetypes, ' and ') .. ' files')
  end
  local clients = vim.lsp.get_clients({ name = 'planspect' })
  if #clients == 0 then
    health.info('it is not running: no Markdown or YAML file is open')
  end
  for _, client in ipairs(clients) do
    local version = vim.tbl_get(client, 'server_info', 'version') or '?'
    local buffers = #vim.lsp.get_buffers_by_client_id(client.id)
    health.ok(('version %s runs for %s, %d buffer(s)'):format(version, client.root_dir or 'single files', buffers))
    local config = client.root_dir and vim.fs.joinpath(client.root_dir, 'planspect.yaml')
    if config and vim.uv.fs_stat(config) then
      health.ok('configured by ' .. config)
    else
      health.info('no planspect.yaml at the root: defaults count')
    end
  end
end

return M
