-- What the commands do.

local config = require('soapnote.config')
local messages = require('soapnote.messages')
local rpc = require('soapnote.rpc')
local session = require('soapnote.session')

local api = vim.api
local M = {}

-- A note of these lines, without the blank ones around them.
function M.generate(line1, line2, specialty)
  local lines = api.nvim_buf_get_lines(0, line1 - 1, line2, false)
  while lines[1] and not lines[1]:find('%S') do
    table.remove(lines, 1)
  end
  while lines[1] and not lines[#lines]:find('%S') do
    table.remove(lines)
    line2 = line2 - 1
  end
  if not lines[1] then
    messages.warn('There is nothing to make a note of. Select a transcript, or put it into the buffer.')
    return
  end
  local buffer = api.nvim_get_current_buf()
  local placement = config.get('placement')
  specialty = specialty ~= '' and specialty or config.get('specialty')
  local parameters = vim.tbl_extend('force', {
    transcript = table.concat(lines, '\n'), specialty = specialty ~= '' and specialty or nil,
  }, config.get('request'))
  if placement ~= 'below' then
    local window = api.nvim_get_current_win()
    vim.cmd(placement)
    session.begin(parameters, api.nvim_get_current_buf(), 0)
    api.nvim_set_current_win(window)
    return
  end
  local running = session.of(buffer)
  if vim.bo.readonly or not vim.bo.modifiable then
    messages.warn("This buffer is read-only, so there is no place for a note. Set the option placement to 'new'.")
  elseif running and running.state == 'running' then
    messages.warn('A note is being written in this buffer. :SoapNoteCancel stops it.')
  else
    session.begin(parameters, buffer, math.min(line2, api.nvim_buf_line_count(buffer)))
  end
end

-- A note of the lines around the cursor that no blank line divides.
function M.paragraph(specialty)
  local first = vim.fn.search([[^\s*$]], 'bnW') + 1
  local blank = vim.fn.getline('.'):find('%S') and vim.fn.search([[^\s*$]], 'nW') or vim.fn.line('.')
  M.generate(first, blank == 0 and vim.fn.line('$') or blank - 1, specialty)
end

-- For a mapping: the operator of which a motion says what the transcript is.
function M.operator()
  vim.o.operatorfunc = "v:lua.require'soapnote.commands'.operate"
  return 'g@'
end

function M.operate()
  M.generate(vim.fn.line("'["), vim.fn.line("']"), '')
end

-- Cancels the note of this buffer, or the only one there is.
function M.cancel()
  local note = session.of(api.nvim_get_current_buf())
  local running = session.running()
  if (not note or note.state ~= 'running') and #running == 1 then
    note = running[1]
  end
  if note and note.state == 'running' then
    session.cancel(note)
  else
    messages.warn('No note is being written.')
  end
end

function M.retry()
  local note = session.of(api.nvim_get_current_buf())
  if not note or note.state == 'running' then
    messages.warn('No note has failed in this buffer.')
  elseif not session.retry(note) then
    messages.warn('The place of the note is gone. Select the transcript and run :SoapNote again.')
  end
end

-- Takes the text of a note that failed as it is: it is marked no longer.
function M.keep()
  local note = session.of(api.nvim_get_current_buf())
  if not note or note.state == 'running' then
    messages.warn('There is no incomplete note in this buffer.')
  else
    session.drop(note)
  end
end

-- The last complete note, in a new buffer.
function M.open()
  if not session.last then
    messages.warn('There is no complete note yet.')
    return
  end
  vim.cmd('new')
  api.nvim_buf_set_lines(0, 0, -1, false, vim.split(session.last.text, '\n', { plain = true }))
end

-- What the server says of itself, as pairs of a name and a text; nil and what went wrong.
function M.facts(probes)
  local reply = rpc.await('soapNote/status', { probe = probes }, probes and 15000 or 5000)
  if not (reply and reply.result) then
    return nil, reply and reply.error.message or 'The server did not answer in time.'
  end
  local status = reply.result
  local facts = {
    { 'server', ('%s %s'):format(vim.fn.exepath(config.command()[1]), status.versions.server) },
    { 'engine', ('%s: %s'):format(status.engine, status.reason) },
    { 'engines', table.concat(status.engines, ', ') },
    { 'endpoint', status.endpoint or 'none' },
    { 'key', status.key.found and 'found in ' .. (status.key.source or '?') or 'not found' },
    { 'specialty', status.specialty },
  }
  if status.probe then
    table.insert(facts, { 'probe', status.probe.message or ('answered in %d ms'):format(status.probe.milliseconds or 0) })
  end
  for _, problem in ipairs(status.problems) do
    table.insert(facts, { 'problem', problem })
  end
  return facts
end

function M.info(probes)
  local facts, problem = M.facts(probes)
  if not facts then
    messages.warn(problem)
    return
  end
  for _, note in ipairs(session.running()) do
    table.insert(facts, { 'running', ('%s: %s'):format(api.nvim_buf_get_name(note.buffer), session.status(note.buffer)) })
  end
  local lines = vim.tbl_map(function(fact)
    return { ('%-10s %s\n'):format(fact[1], fact[2]) }
  end, facts)
  api.nvim_echo(lines, false, {})
end

-- Ends the server, so that the next note starts it with the settings and the environment of then.
function M.restart()
  rpc.restart()
  messages.tell('The next note starts the server again.')
end

local specialties

-- The professions that begin as typed, for the command line.
function M.complete(lead)
  if not specialties then
    local reply = rpc.await('soapNote/specialties', {}, 3000)
    specialties = reply and reply.result and vim.tbl_map(function(specialty)
      return specialty.id
    end, reply.result.specialties)
  end
  return vim.tbl_filter(function(name)
    return vim.startswith(name, lead)
  end, specialties or {})
end

return M
