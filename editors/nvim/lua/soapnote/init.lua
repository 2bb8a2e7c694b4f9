local M = {}

--- Sets options; see :help soapnote-options. Calling it is not needed.
---@param options table|nil
function M.setup(options)
  require('soapnote.config').set(options or {})
end

--- What is known of the note in the current buffer, in a few words, for the statusline.
---@return string
function M.status()
  -- Nothing is loaded for the sake of a statusline.
  local session = package.loaded['soapnote.session']
  return session and session.status(vim.api.nvim_get_current_buf()) or ''
end

return M
