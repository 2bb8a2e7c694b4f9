-- The notes asked for: each from its request to its end, and after that while its text is in a buffer incomplete.

local config = require('soapnote.config')
local marks = require('soapnote.marks')
local messages = require('soapnote.messages')
local render = require('soapnote.render')
local rpc = require('soapnote.rpc')

local api = vim.api
local uv = vim.uv or vim.loop

local M = {
  -- The last complete note.
  last = nil,
}

rpc.on_warning = messages.warn

-- Notes that run or stand incomplete in a buffer.
local notes = {}
local serial = 0
local clock
local group = api.nvim_create_augroup('soapnote', {})

local function here(buffer)
  return vim.tbl_filter(function(note)
    return note.buffer == buffer
  end, notes)
end

local function remove(note)
  notes = vim.tbl_filter(function(other)
    return other ~= note
  end, notes)
end

function M.running()
  return vim.tbl_filter(function(note)
    return note.state == 'running'
  end, notes)
end

-- The note that runs in `buffer`, else the incomplete one that stands there, else nil.
function M.of(buffer)
  local found
  for _, note in ipairs(here(buffer)) do
    if note.state == 'running' then
      return note
    end
    found = note
  end
  return found
end

-- What a person sees ------------------------------------------------------------------------------------------------

local function engine(note)
  local experimental = (rpc.capabilities.capabilities or {}).experimental or {}
  return note.parameters.engine or (experimental.soapNote or {}).engine or '…'
end

local function words(note)
  if note.state ~= 'running' then
    return ('SOAP note INCOMPLETE (%s)'):format(note.state)
  end
  local seconds = math.floor((uv.hrtime() - note.began) / 1e9)
  return ('SOAP note incomplete: %s, %s, %d s'):format(engine(note), note.doing, seconds)
end

-- What is known of the note in `buffer`, in a few words.
function M.status(buffer)
  local note = M.of(buffer)
  return note and words(note) or ''
end

local function redraw()
  vim.cmd('redrawstatus!')
end

local function show(note)
  local is_empty = note.state ~= 'running' and not render.is_shown(note.place)
  marks.show(note.place, is_empty and '' or ('── %s ──'):format(words(note)))
  redraw()
end

local function tick()
  for _, note in ipairs(M.running()) do
    show(note)
  end
  if #M.running() == 0 and clock then
    clock:stop()
    clock:close()
    clock = nil
  end
end

-- The end of a note -------------------------------------------------------------------------------------------------

-- A person has to know when no model has read the transcript.
local function source(name)
  return name == 'offline' and 'offline engine (rules, no model)' or name
end

local function complete(note, result)
  note.state = 'done'
  local is_unchanged = render.is_shown(note.place) and render.is_unchanged(note.place)
  render.finish(note.place, true)
  remove(note)
  M.last = vim.tbl_extend('force', result, {
    text = render.text(note.place), buffer = note.buffer, chunks = note.chunks,
  })
  messages.tell(('SOAP note complete: %s, %.1f s.'):format(source(result.engine), result.timing.totalMs / 1000))
  if not is_unchanged then
    messages.warn('The note was changed while it was being written. :SoapNoteOpen shows it as it came.')
  end
  for _, warning in ipairs(result.warnings or {}) do
    messages.warn(warning)
  end
  redraw()
end

local function fail(note, state, message)
  note.state = state
  if config.get('incomplete', note.buffer) == 'remove' then
    render.clear(note.place)
  end
  render.finish(note.place, false)
  show(note)
  if state == 'cancelled' then
    messages.tell('The note was cancelled.')
  else
    messages.fail(message)
  end
end

local function on_reply(note, reply)
  rpc.unlisten(note.token)
  rpc.unlisten(note.token .. '-work')
  if note.state ~= 'running' then
    return
  end
  if not reply.result then
    local is_cancelled = reply.error.code == -32800
    local how = (reply.error.data or {}).retryable and ' (:SoapNoteRetry)' or ''
    fail(note, is_cancelled and 'cancelled' or 'failed', reply.error.message .. how)
  elseif not render.flush(note.place) or render.text(note.place) ~= render.unix(reply.result.text) then
    fail(note, 'failed', 'What arrived is not the note that the server made, so it is incomplete. Run :SoapNoteRetry.')
  else
    complete(note, reply.result)
  end
end

-- While it runs -----------------------------------------------------------------------------------------------------

function M.cancel(note)
  note.doing = 'cancelling'
  rpc.cancel(note.request)
  show(note)
end

local function on_progress(note, value)
  -- What comes late, after a cancel or after the buffer has gone, is nobody's.
  if note.state ~= 'running' or note.doing == 'cancelling' then
    return
  end
  if value.kind == 'chunk' then
    note.chunks = note.chunks + 1
    if not render.append(note.place, value.text) then
      M.cancel(note)
      messages.warn('The place of the note is gone, so the note was cancelled. Run :SoapNote again.')
    elseif value.section and value.section ~= note.doing then
      note.doing = value.section
      show(note)
    end
  elseif value.kind == 'restart' then
    render.clear(note.place)
    note.chunks = 0
    note.doing = ('trying again (%d of %d)'):format(value.attempt, value.maxAttempts)
    show(note)
  end
end

-- The server's own words are worth showing only while no text comes: they tell of silent retries.
local function on_work(note, value)
  if value.kind == 'report' and note.chunks == 0 and note.state == 'running' and note.doing ~= 'cancelling' then
    note.doing = value.message
    show(note)
  end
end

-- What becomes of a buffer ------------------------------------------------------------------------------------------

local function watch(buffer)
  api.nvim_clear_autocmds({ group = group, buffer = buffer })
  api.nvim_create_autocmd('BufUnload', { group = group, buffer = buffer, callback = function()
    for _, note in ipairs(here(buffer)) do
      local was_running = note.state == 'running'
      note.state = 'closed'
      remove(note)
      if was_running then
        rpc.cancel(note.request)
      end
    end
  end })
  api.nvim_create_autocmd('BufWritePost', { group = group, buffer = buffer, callback = function()
    local note = M.of(buffer)
    if note and render.is_shown(note.place) then
      messages.warn('The file was saved, but the SOAP note in it is incomplete.')
    end
  end })
  -- An undo or a redo may have taken text away or brought it back.
  api.nvim_create_autocmd({ 'TextChanged', 'TextChangedI' }, { group = group, buffer = buffer, callback = function()
    for _, note in ipairs(here(buffer)) do
      show(note)
    end
  end })
end

api.nvim_create_autocmd('VimLeavePre', { group = group, callback = rpc.stop })

-- Forgets a note and takes its marks away.
function M.drop(note)
  render.forget(note.place)
  remove(note)
end

-- Asks for a note with `parameters`. It goes into `buffer` below line `lnum`, or, where that is 0, into the whole of it.
function M.begin(parameters, buffer, lnum)
  for _, other in ipairs(here(buffer)) do
    if not render.is_shown(other.place) then
      M.drop(other)
    end
  end
  serial = serial + 1
  local note = {
    parameters = parameters, buffer = buffer, place = render.place(buffer, lnum),
    token = ('nvim-%d-%d'):format(uv.os_getpid(), serial), request = 0,
    state = 'running', doing = 'waiting', chunks = 0, began = uv.hrtime(),
  }
  table.insert(notes, note)
  watch(buffer)
  rpc.listen(note.token, function(value)
    on_progress(note, value)
  end)
  rpc.listen(note.token .. '-work', function(value)
    on_work(note, value)
  end)
  note.request = rpc.request('soapNote/generate', vim.tbl_extend('force', {
    partialResultToken = note.token, workDoneToken = note.token .. '-work', allowRestart = true, coalesceMs = 16,
  }, parameters), function(reply)
    on_reply(note, reply)
  end)
  if not clock then
    clock = uv.new_timer()
    clock:start(1000, 1000, vim.schedule_wrap(tick))
  end
  if note.state == 'running' then
    show(note)
  end
end

-- Takes a note that failed or was cancelled out of the buffer and asks for it again, in the same place.
function M.retry(note)
  render.clear(note.place)
  local lnum = render.line(note.place)
  if not lnum then
    return false
  end
  M.drop(note)
  M.begin(note.parameters, note.buffer, lnum)
  return true
end

return M
