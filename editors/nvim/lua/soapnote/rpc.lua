-- One server for the whole editor: started by the first request, and again after it has ended. It speaks JSON-RPC in the
-- framing of LSP, over pipes of our own: the client of Neovim would log what the server says and send it the buffers.

local config = require('soapnote.config')

local M = {
  -- What the server says of itself once it is ready.
  capabilities = {},
  -- Who is told of warnings.
  on_warning = function(_) end,
}

local uv = vim.uv or vim.loop
local server
-- The callbacks of requests that have no answer yet.
local pending = {}
-- Who is told of $/progress, by token.
local listeners = {}
local serial = 0

local function send(target, message)
  message.jsonrpc = '2.0'
  local body = vim.json.encode(message)
  if not target.input:is_closing() then
    target.input:write(('Content-Length: %d\r\n\r\n%s'):format(#body, body))
  end
end

local function finish(id, reply)
  local done = pending[id]
  pending[id] = nil
  if done then
    done(reply)
  end
end

local function on_message(target, message)
  if message.method == '$/progress' then
    local listener = listeners[message.params.token]
    if listener then
      listener(message.params.value)
    end
  elseif message.method == 'window/showMessage' then
    M.on_warning(message.params.message)
  elseif message.method and message.id ~= nil then
    send(target, { id = message.id, error = { code = -32601, message = 'This client has no such method.' } })
  elseif not message.method and message.id ~= nil then
    finish(message.id, message)
  end
end

-- Takes the whole messages out of what has come.
local function read(target)
  while true do
    local _, head = target.received:find('\r\n\r\n', 1, true)
    local length = head and tonumber(target.received:sub(1, head):lower():match('content%-length: *(%d+)'))
    if not length or #target.received < head + length then
      return
    end
    local body = target.received:sub(head + 1, head + length)
    target.received = target.received:sub(head + length + 1)
    -- An error here must not keep back the messages that follow.
    local is_done, problem = xpcall(on_message, debug.traceback, target, vim.json.decode(body))
    if not is_done then
      M.on_warning('This is an error of the plugin, which should be reported: ' .. problem)
    end
  end
end

-- Tells all who wait that the server has ended, and why.
local function ended(target)
  if server == target then
    server = nil
  end
  if target.is_stopping then
    return
  end
  local how = target.signal ~= 0 and 'signal ' .. target.signal or 'status ' .. target.status
  local words = vim.trim(target.last_words:match('[^\n]*\n?$') or '')
  local why = words == '' and '' or (' It said: %s'):format(words:sub(1, 300))
  local reason = ('The server ended (%s).%s The next note starts it again.'):format(how, why)
  local waiting = pending
  pending = {}
  if next(waiting) == nil then
    M.on_warning(reason)
  end
  for _, done in pairs(waiting) do
    done({ error = { message = reason, data = { retryable = true } } })
  end
end

-- Starts the server unless it runs; returns what is in the way.
local function start()
  if server then
    return nil
  end
  local command = config.command()
  if vim.fn.executable(command[1]) == 0 then
    return ('There is no server %s. Install soapnote-lsp, or set the option server to its path.'):format(command[1])
  end
  local target = {
    input = uv.new_pipe(false), received = '', last_words = '', is_ready = false, waiting = {}, open = 2,
  }
  local output, errors = uv.new_pipe(false), uv.new_pipe(false)
  -- What it wrote last is read before its end is told.
  local function closed()
    if target.open == 0 and target.status then
      ended(target)
    end
  end
  local handle, problem
  handle, problem = uv.spawn(command[1], {
    args = vim.list_slice(command, 2), stdio = { target.input, output, errors },
  }, vim.schedule_wrap(function(status, signal)
    handle:close()
    if not target.input:is_closing() then
      target.input:close()
    end
    target.status, target.signal = status, signal
    closed()
  end))
  if not handle then
    return ('The server %s could not be started (%s). Check the option server.'):format(command[1], problem)
  end
  target.handle = handle
  local function read_from(pipe, take)
    pipe:read_start(vim.schedule_wrap(function(_, data)
      if data then
        take(data)
      else
        pipe:close()
        target.open = target.open - 1
        closed()
      end
    end))
  end
  read_from(output, function(data)
    target.received = target.received .. data
    read(target)
  end)
  read_from(errors, function(data)
    target.last_words = (target.last_words .. data):sub(-1000)
  end)
  server = target
  serial = serial + 1
  pending[serial] = function(reply)
    if not reply.result then
      target.last_words = reply.error.message
      handle:kill('sigterm')
      return
    end
    M.capabilities = reply.result
    target.is_ready = true
    send(target, { method = 'initialized', params = vim.empty_dict() })
    for _, message in ipairs(target.waiting) do
      if not message.id or pending[message.id] then
        send(target, message)
      end
    end
    target.waiting = {}
  end
  local settings = config.get('settings')
  send(target, { id = serial, method = 'initialize', params = {
    processId = uv.os_getpid(), rootUri = vim.NIL, capabilities = { general = { positionEncodings = { 'utf-8' } } },
    initializationOptions = next(settings) and settings or vim.empty_dict(),
  } })
  return nil
end

-- Sends a request; `done` gets the reply, {result} or {error}, exactly once. Returns the id that cancels it.
function M.request(method, params, done)
  local problem = start()
  if problem then
    done({ error = { message = problem } })
    return 0
  end
  serial = serial + 1
  pending[serial] = done
  local message = { id = serial, method = method, params = next(params) and params or vim.empty_dict() }
  if server.is_ready then
    send(server, message)
  else
    table.insert(server.waiting, message)
  end
  return serial
end

-- The reply to a request, waited for; nil when it did not come in time.
function M.await(method, params, milliseconds)
  local reply
  local id = M.request(method, params, function(answer)
    reply = answer
  end)
  if not vim.wait(milliseconds, function()
    return reply ~= nil
  end, 5) then
    M.cancel(id)
  end
  return reply
end

-- Asks for the end of a request; its reply still comes, unless the server had not even got it.
function M.cancel(id)
  if not pending[id] then
    return
  end
  if server and server.is_ready then
    send(server, { method = '$/cancelRequest', params = { id = id } })
  else
    finish(id, { error = { code = -32800, message = 'Cancelled.' } })
  end
end

function M.listen(token, listener)
  listeners[token] = listener
end

function M.unlisten(token)
  listeners[token] = nil
end

-- Ends the server in good order.
function M.stop()
  if server then
    server.is_stopping = true
    send(server, { id = 0, method = 'shutdown' })
    send(server, { method = 'exit' })
    server = nil
  end
end

-- Ends the server, by force where that takes more than two seconds. Requests without an answer fail.
function M.restart()
  local target = server
  M.stop()
  if target then
    vim.defer_fn(function()
      if not target.status then
        target.handle:kill('sigkill')
      end
    end, 2000)
  end
  local waiting = pending
  pending = {}
  for _, done in pairs(waiting) do
    done({ error = { message = 'The server was ended. The next note starts it again.', data = { retryable = true } } })
  end
end

-- For tests and :checkhealth: the process id of the server that runs.
function M.process()
  return server and server.handle:get_pid()
end

return M
