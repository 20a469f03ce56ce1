-- How Neovim 0.11 and newer starts planspect. Change it with `vim.lsp.config('planspect', { … })`.
---@type vim.lsp.Config
return {
  cmd = { 'planspect', 'server' },
  filetypes = { 'markdown', 'yaml' },
  root_markers = { 'planspect.yaml', '.git' },
  settings = { planspect = { language = 'auto' } },
  before_init = function(params, config)
    -- The language is needed before the server can ask for settings.
    params.initializationOptions = vim.tbl_get(config, 'settings', 'planspect')
    require('planspect').watch_start(config)
  end,
  on_init = function()
    require('planspect').started()
  end,
  on_exit = function(code, signal)
    require('planspect').ended(code, signal)
  end,
  commands = {
    -- A lens tells how many items serve a need or goal; taken, it lists them.
    ['planspect.showItems'] = function(command, context)
      require('planspect').show_items(command, context)
    end,
  },
}
