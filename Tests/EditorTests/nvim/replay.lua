-- Carries out the steps of a scenario in Neovim: see ../README.md. One step, or one key of what is typed, per tick of a
-- timer, so that Neovim's own loop runs between them.

local api = vim.api
local uv = vim.uv or vim.loop

for option, value in pairs({
  hidden = true, swapfile = false, more = false, fixendofline = false, laststatus = 2, updatetime = 100, autoindent = false,
  foldmethod = 'manual', statusline = "%f%m %{v:lua.require'soapnote'.status()}", writebackup = false,
}) do
  vim.o[option] = value
end
vim.opt.shortmess:append('I')
vim.opt.runtimepath:prepend(os.getenv('SOAPNOTE_PLUGIN'))

local file = assert(io.open(os.getenv('SOAPNOTE_SCENARIO'), 'rb'))
local scenario = vim.json.decode(file:read('*a'))
file:close()
local options = vim.tbl_extend('force', scenario.options, { settings = scenario.settings, request = scenario.request })
require('soapnote').setup(options)
local render, rpc, session = require('soapnote.render'), require('soapnote.rpc'), require('soapnote.session')

local tick_ms = 5
local step, keys, deadline, resume_at, current = 1, {}, nil, 0, 0
-- Buffers by name; the note last seen in each; the last complete note at the time of the request.
local buffers, seen, last_before = {}, {}, nil
local next_key, due, latencies = nil, {}, {}
local windows = {}
-- What the plugin showed of itself.
local shown = ''
local is_over = false

local function now()
  return uv.hrtime() / 1e6
end

local function report(what)
  local verdict = assert(io.open(os.getenv('SOAPNOTE_VERDICT'), 'ab'))
  verdict:write(vim.json.encode(what), '\n')
  verdict:close()
end

local function note()
  local found = session.of(current)
  if found then
    seen[current] = found
  end
  return seen[current] or {}
end

local function text(buffer)
  return table.concat(api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
end

-- What was said below, and in windows that popped up.
local function messages()
  for _, window in ipairs(api.nvim_list_wins()) do
    if api.nvim_win_get_config(window).relative ~= '' then
      windows[window] = text(api.nvim_win_get_buf(window)):gsub('\n', ' ')
    end
  end
  local said = vim.split(vim.fn.execute('messages'), '\n', { trimempty = true })
  return vim.list_extend(said, vim.tbl_values(windows))
end

-- Whether each line of the note that is there has its sign.
local function is_fenced()
  local rows, label, place = {}, false, note().place
  for name, space in pairs(api.nvim_get_namespaces()) do
    if name:find('^soapnote') then
      for _, mark in ipairs(api.nvim_buf_get_extmarks(current, space, 0, -1, { details = true })) do
        -- Neovim 0.7 sets signs by extmarks, but does not tell of them.
        if mark[4].sign_text or name:find('fence') then
          rows[mark[2]] = true
        end
        label = label or mark[4].virt_lines or mark[4].virt_text
      end
    end
  end
  local count = vim.tbl_count(rows)
  if count == 0 then
    return label and 'only a label' or false
  end
  return (place.is_lost or count == #place.lines) or ('%d of %d lines'):format(count, #place.lines)
end

local function observed(expect)
  local mine
  for _, buffer in ipairs(api.nvim_list_bufs()) do
    if api.nvim_buf_is_loaded(buffer) and vim.bo[buffer].buflisted and not vim.tbl_contains(vim.tbl_values(buffers), buffer) then
      mine = buffer
    end
  end
  local cursor = api.nvim_win_get_cursor(0)
  local facts = {
    buffer = text(current), state = require('soapnote').status(), messages = messages(), fence = is_fenced(),
    shown = shown, modified = vim.bo[current].modified, afterCursor = api.nvim_get_current_line():sub(cursor[2] + 1),
    specialty = session.last and session.last.specialty or '', chunks = session.last and session.last.chunks or 0,
    noteBuffer = mine and text(mine) or '',
  }
  if expect.file then
    local saved = assert(io.open(scenario.file, 'rb'))
    facts.file = saved:read('*a')
    saved:close()
  end
  if expect.folded then
    facts.folded = vim.fn.foldclosed(expect.folded) > 0
  end
  if expect.servers then
    facts.servers = tonumber(vim.trim(vim.fn.system(('%s %d'):format(os.getenv('SOAPNOTE_SERVERS'), uv.os_getpid()))))
  end
  if expect.upstream then
    vim.fn.system(('%s %s'):format(os.getenv('SOAPNOTE_UPSTREAM'), expect.upstream))
    facts.upstream = vim.v.shell_error == 0 and expect.upstream or 'otherwise'
  end
  return facts
end

local function has(what)
  local kind, argument = what:match('^(%S*) ?(.*)$')
  local it = note()
  local is_done = it.state == 'done' or (session.last ~= last_before and session.last
    and (session.last.buffer == current or scenario.options.placement))
  if kind == 'chunk' then
    return is_done or (it.chunks or 0) >= tonumber(argument)
  elseif kind == 'section' then
    return is_done or it.doing == argument
  elseif kind == 'restart' then
    return (it.doing or ''):lower():find('again', 1, true)
  elseif kind == 'done' then
    return is_done
  elseif kind == 'message' then
    return table.concat(messages(), '\n'):lower():find(argument:lower(), 1, true)
  elseif kind == 'upstream' then
    vim.fn.system(('%s %s'):format(os.getenv('SOAPNOTE_UPSTREAM'), argument))
    return vim.v.shell_error == 0
  end
  return it.state == kind
end

local special = { ['\n'] = '<CR>', ['\t'] = '<Tab>', ['<'] = '<lt>', ['\27'] = '<Esc>' }

local function type_keys(characters)
  for character in characters:gmatch('[%z\1-\127\194-\244][\128-\191]*') do
    table.insert(keys, special[character] or character)
  end
end

local function point()
  return api.nvim_buf_get_extmark_by_id(current, api.nvim_get_namespaces().soapnote, note().place.marks.point, {})
end

local function type_at(place, characters)
  if place == 'above' then
    api.nvim_win_set_cursor(0, { 1, 0 })
    type_keys('i')
  elseif place == 'below' then
    api.nvim_win_set_cursor(0, { api.nvim_buf_line_count(0), 0 })
    type_keys('A')
  else
    local row, col = unpack(point())
    local line = api.nvim_buf_get_lines(current, row, row + 1, false)[1]
    local is_end = place == 'end'
    api.nvim_win_set_cursor(0, { row + 1, math.min(is_end and col or #line, math.max(0, #line - 1)) })
    type_keys(is_end and col >= #line and 'A' or 'i')
  end
  type_keys(characters .. '\27')
end

local function request(command)
  seen[current] = nil
  last_before = session.last
  -- At once: Neovim does nothing else while a command is half typed.
  table.insert(keys, command .. '<CR>')
end

local function handled()
  table.insert(latencies, now() - table.remove(due, 1))
end
vim.keymap.set('n', '<F5>', handled)

local acts = {
  generate = function(act)
    local what = act.generate
    local command = type(what) == 'table' and ('%dGV%dG:SoapNote'):format(what[1], what[2])
      or what == 'paragraph' and ':SoapNoteParagraph' or ':SoapNote'
    request(command .. (act.specialty and ' ' .. act.specialty or '') .. (act.completed and '<Tab>' or ''))
  end,
  cancel = function() type_keys(':SoapNoteCancel\n') end,
  retry = function() request(':SoapNoteRetry') end,
  open = function() type_keys(':SoapNoteOpen\n') end,
  keep = function() type_keys(':SoapNoteKeep\n') end,
  status = function()
    shown = vim.fn.execute('SoapNoteInfo!')
    vim.cmd('checkhealth soapnote')
    shown = shown .. text(api.nvim_get_current_buf())
    vim.cmd('bwipeout!')
  end,
  ['restart-server'] = function() type_keys(':SoapNoteRestart\n') end,
  set = function(act)
    if not act.here then
      require('soapnote').setup(act.set)
      return
    end
    for name, value in pairs(act.set) do
      api.nvim_buf_set_var(current, 'soapnote_' .. name, value)
    end
  end,
  type = function(act) type_at(act.at, act.type) end,
  keys = function() type_keys('lh') end,
  ['delete-line'] = function(act)
    api.nvim_win_set_cursor(0, { act['delete-line'] == 'first' and 1 or point()[1] + 1, 0 })
    table.insert(keys, 'dd')
  end,
  undo = function() type_keys('u') end,
  redo = function() table.insert(keys, '<C-R>') end,
  cursor = function(act)
    api.nvim_win_set_cursor(0, { 1, 0 })
    vim.fn.search([[\V]] .. act.cursor, 'cW')
  end,
  ['open-other'] = function(act)
    vim.cmd('new')
    api.nvim_buf_set_lines(0, 0, -1, false, vim.split(act['open-other'], '\n'))
    buffers.other = api.nvim_get_current_buf()
    current = buffers.other
  end,
  split = function() vim.cmd('split') end,
  hide = function(act)
    vim.cmd('enew')
    api.nvim_buf_set_lines(0, 0, -1, false, vim.split(act.hide, '\n'))
    buffers.hider = api.nvim_get_current_buf()
  end,
  show = function() vim.cmd('buffer ' .. buffers.main) end,
  use = function(act)
    current = buffers[act.use]
    if not act.hidden then
      api.nvim_set_current_win(vim.fn.win_findbuf(current)[1])
    end
  end,
  close = function(act)
    vim.cmd('bwipeout! ' .. buffers[act.close])
    current = api.nvim_get_current_buf()
  end,
  fold = function(act) vim.cmd(('%d,%dfold'):format(act.fold[1], act.fold[2])) end,
  save = function() type_keys(':write\n') end,
  ['kill-server'] = function() uv.kill(rpc.process(), 'sigkill') end,
  feed = function(act)
    local place = render.place(current, api.nvim_buf_line_count(current))
    for _, chunk in ipairs(act.feed) do
      render.append(place, chunk)
    end
    render.finish(place, true)
  end,
  pause = function(act) resume_at = now() + act.pause end,
  latency = function() next_key = now() end,
  busy = function(act) uv.sleep(act.busy) end,
  expect = function(act) report({ step = step - 1, observed = observed(act.expect) }) end,
}

local function leave()
  is_over = true
  report({ ['end'] = true })
  vim.cmd('qall!')
end

local function advance()
  note()
  messages()
  if next_key and now() >= next_key then
    table.insert(due, next_key)
    next_key = next_key + 50
    api.nvim_input('<F5>')
  end
  if #keys > 0 then
    api.nvim_input(table.remove(keys, 1))
    return
  elseif now() < resume_at then
    return
  end
  local act = scenario.steps[step]
  if not act then
    for _, line in ipairs(messages()) do
      if line:find('^E%d+:') or line:find('^Error ') or line:find('error of the plugin', 1, true) then
        report({ step = step - 2, error = line })
      end
    end
    return leave()
  end
  if act.await then
    deadline = deadline or now() + (act.within or 10000)
    local before = current
    current = act.of and buffers[act.of] or current
    local is_there = has(act.await)
    current = before
    if not is_there then
      if now() > deadline then
        report({ step = step - 1, timeout = true, observed = observed({}) })
        leave()
      end
      return
    end
    deadline = nil
    if next_key then
      next_key = nil
      for index, other in ipairs(scenario.steps) do
        if other.latency then
          report({ step = index - 1, latencies = latencies })
        end
      end
    end
  else
    for name, run in pairs(acts) do
      if act[name] ~= nil then
        run(act)
        break
      end
    end
  end
  step = step + 1
end

api.nvim_create_autocmd('VimEnter', { callback = function()
  vim.cmd('edit ' .. vim.fn.fnameescape(scenario.file))
  buffers.main = api.nvim_get_current_buf()
  current = buffers.main
  if scenario.readOnly then
    vim.bo.modifiable = false
    vim.bo.readonly = true
  end
  local timer = uv.new_timer()
  local function tick()
    local is_done, problem = xpcall(advance, debug.traceback)
    if not is_done then
      report({ step = math.min(step, #scenario.steps) - 1, error = problem })
      leave()
    elseif not is_over then
      -- Set anew each time, so that no ticks pile up in front of everything else.
      timer:start(tick_ms, 0, vim.schedule_wrap(tick))
    end
  end
  tick()
end })
