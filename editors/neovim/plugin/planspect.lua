-- Turns the server on and makes the command :Planspect. Set `vim.g.planspect_enable = false` to do it yourself.
if vim.g.loaded_planspect then
  return
end
vim.g.loaded_planspect = true

if vim.fn.has('nvim-0.11') == 0 then
  vim.notify('planspect: this plugin needs Neovim 0.11 or newer; see :help planspect-old', vim.log.levels.WARN)
  return
end

vim.api.nvim_create_user_command('Planspect', function(arguments)
  require('planspect').command(arguments.fargs)
end, {
  nargs = '*',
  desc = 'planspect: restart, log, check, report, trace, score, new, explain',
  complete = function(lead, line)
    return require('planspect').complete(lead, line)
  end,
})

if vim.g.planspect_enable ~= false then
  vim.api.nvim_create_autocmd('FileType', {
    pattern = { 'markdown', 'yaml' },
    group = vim.api.nvim_create_augroup('planspect', {}),
    desc = 'planspect: say it in words where the program is missing',
    callback = function()
      require('planspect').tell_if_missing()
    end,
  })
  vim.lsp.enable('planspect')
end
