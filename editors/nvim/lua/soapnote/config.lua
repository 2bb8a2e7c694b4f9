-- The user's choices: by setup(), g:soapnote_… for all buffers, or b:soapnote_… for one.

local M = {}

local options = {
  -- The server's program: a name to be found on $PATH, a path, or a list with arguments.
  server = 'soapnote-lsp',
  -- The profession that notes are written for; empty: as the server is configured.
  specialty = '',
  -- 'below' the transcript, or a command that opens a window for a new buffer: 'new', 'vnew', 'tabnew', 'enew'.
  placement = 'below',
  -- 'keep' the text of a note that failed or was cancelled, marked as incomplete, or 'remove' it.
  incomplete = 'keep',
  -- The server's configuration, passed on when it starts.
  settings = {},
  -- Further parameters of each request, such as a template.
  request = {},
}

function M.set(choices)
  for name, value in pairs(choices) do
    if options[name] == nil then
      error(('soapnote has no option %s; see :help soapnote-options'):format(name), 3)
    end
    options[name] = value
  end
end

-- The choice for a buffer, by default the current one.
function M.get(name, buffer)
  local variable = 'soapnote_' .. name
  local own = vim.b[buffer or 0][variable]
  if own ~= nil then
    return own
  elseif vim.g[variable] ~= nil then
    return vim.g[variable]
  end
  return options[name]
end

-- The command line of the server.
function M.command()
  local server = M.get('server')
  return type(server) == 'table' and server or { vim.fn.expand(server) }
end

return M
