-- Neovim's built-in client, 0.7 and 0.11, with soapnote-lsp and no plugin. Runs headless and ends the editor.

local tests = {}
local function test(name, body) tests[#tests + 1] = { name = name, body = body } end

local shown = {}
vim.lsp.handlers['window/showMessage'] = function(_, params) shown[#shown + 1] = params.message end
vim.o.swapfile = false
vim.o.hidden = true

local is_new = vim.fn.has('nvim-0.11') == 1

local function same(expected, found, what)
  if not vim.deep_equal(expected, found) then
    error(('%s: expected %s, found %s'):format(what or '', vim.inspect(expected), vim.inspect(found)), 2)
  end
end

-- The editor runs meanwhile; `ready` may ask the server, which must not be done inside of `vim.wait`.
local function await(what, ready, limit)
  local last = vim.loop.now() + (limit or 10000)
  while not ready() do
    if vim.loop.now() > last then error('in vain: ' .. what, 2) end
    vim.wait(5)
    vim.loop.update_time()
  end
end

local function lines() return vim.api.nvim_buf_get_lines(0, 0, -1, false) end

local function client()
  local all = is_new and vim.lsp.get_clients({ bufnr = 0 }) or vim.tbl_values(vim.lsp.buf_get_clients(0))
  return all[1]
end

--- Opens the visit in the current window, attached.
local function visit()
  vim.cmd('silent! %bwipeout!')
  vim.cmd('silent edit! visit.txt')
  if not is_new then
    vim.g.client = vim.g.client or vim.lsp.start_client({
      name = 'soapnote', cmd = { 'soapnote-lsp' }, root_dir = vim.fn.getcwd(),
      settings = { soapNote = { specialty = 'physician' } },
    })
    vim.lsp.buf_attach_client(0, vim.g.client)
  end
  await('a client', function() return client() ~= nil and client().server_capabilities ~= nil end)
end

local function ask(method, params)
  local answers = assert(vim.lsp.buf_request_sync(0, method, params, 10000))
  local _, answer = next(answers)
  assert(answer and not answer.err, method .. ': ' .. vim.inspect(answer))
  return answer.result
end

local function document() return { textDocument = vim.lsp.util.make_text_document_params() } end

test('the server is started and attached by the configuration alone', function()
  vim.cmd('filetype on')
  if is_new then dofile('soapnote.lua') end
  visit()
  same('soapnote', client().name)
  same(true, client().server_capabilities.documentSymbolProvider)
  same({}, shown)
end)

test('the settings are found, and a wrong one is told of once', function()
  same('physician', ask('soapNote/status', vim.empty_dict()).specialty)
  local client = client()
  local settings = { soapNote = { specialty = 'slp', retry = { maxAttempts = 'many' } } }
  for _ = 1, 2 do
    if is_new then
      -- It can be asked.
      client.settings = settings
      client:notify('workspace/didChangeConfiguration', { settings = vim.NIL })
    else
      client.notify('workspace/didChangeConfiguration', { settings = settings })
    end
    await('the settings', function() return ask('soapNote/status', vim.empty_dict()).specialty == 'slp' end)
  end
  same(1, #shown, 'messages')
  assert(shown[1]:find('retry.maxAttempts', 1, true), shown[1])
end)

test('a note in the document is an outline, and can be folded', function()
  visit()
  vim.api.nvim_buf_set_lines(0, -1, -1, false, { '', 'Subjective:', 'Cough 😀', '', '**Plan**', 'Rest.', '' })
  local names, folds
  await('the outline', function()
    names = vim.tbl_map(function(symbol) return symbol.name end, ask('textDocument/documentSymbol', document()))
    return #names > 0
  end)
  same({ 'Subjective', 'Plan' }, names)
  folds = ask('textDocument/foldingRange', document())
  same({ { startLine = 5, endLine = 6 }, { startLine = 8, endLine = 9 } }, folds)
  if is_new then
    vim.wo.foldmethod, vim.wo.foldexpr = 'expr', 'v:lua.vim.lsp.foldexpr()'
    await('folds', function()
      vim.cmd('silent! normal! zx')
      return vim.fn.foldlevel(7) == 1
    end)
    same({ 0, 1, 1, 0 }, vim.tbl_map(vim.fn.foldlevel, { 4, 6, 7, 8 }))
  end
end)

--- Lets the user choose "Generate SOAP note here" for the lines of the visit.
local function choose()
  vim.ui.select = function(items, _, done)
    for index, item in ipairs(items) do
      local action = item.action or item[2]
      if vim.startswith(action.title, 'Generate SOAP note here') then return done(item, index) end
    end
    error('no such action: ' .. vim.inspect(items))
  end
  local range = { start = { 1, 0 }, ['end'] = { 4, #lines()[4] } }
  if is_new then
    vim.lsp.buf.code_action({ range = range })
  else
    vim.lsp.buf.range_code_action(nil, range.start, range['end'])
  end
end

--- Ends an undo step, as a key does.
local function end_undo() vim.cmd('let &g:undolevels = &g:undolevels') end

local progress = {}
local builtin = vim.lsp.handlers['$/progress']
vim.lsp.handlers['$/progress'] = function(fault, params, ...)
  table.insert(progress, params)
  return builtin(fault, params, ...)
end

test('a code action makes a note below the visit while the user types above it, and one undo removes it', function()
  visit()
  vim.api.nvim_buf_set_lines(0, -1, -1, false, { '', 'Next visit.' })
  local before = lines()
  local note = ask('soapNote/generate', { transcript = table.concat(before, '\n', 1, 4) }).text
  end_undo()
  choose()
  local typed = {}
  await('the note', function()
    if table.concat(lines(), '\n'):find('\nSubjective:\n', 1, true) then return true end
    vim.cmd('normal! ggOtyped 😀')
    end_undo()
    table.insert(typed, 'typed 😀')
    vim.wait(20)
  end)
  local without = vim.list_extend(vim.deepcopy(typed), before)
  local with = vim.list_slice(without, 1, #typed + 4)
  vim.list_extend(with, { '' })
  vim.list_extend(with, vim.split(vim.trim(note), '\n'))
  vim.list_extend(with, vim.list_slice(without, #typed + 5))
  same(with, lines())
  assert(#typed > 5, 'the user typed meanwhile')
  same('end', progress[#progress].value.kind)
  -- What was undone before the server heard of it would be taken for refused.
  await('the server to know', function()
    local notes = ask('workspace/executeCommand', { command = 'soapNote.status' }).notes
    return notes[#notes].state == 'inserted'
  end)
  vim.cmd('silent undo')
  same(without, lines())
end)

test('a note that is cancelled in the progress display leaves the text as it is', function()
  visit()
  local before = lines()
  progress = {}
  choose()
  await('progress', function() return #progress > 0 end)
  local cancel = { 'window/workDoneProgress/cancel', { token = progress[1].token } }
  if is_new then client():notify(unpack(cancel)) else client().notify(unpack(cancel)) end
  await('the end', function() return progress[#progress].value.kind == 'end' end)
  vim.wait(300)
  same(before, lines())
end)

local only = os.getenv('SOAPNOTE_ONLY') or ''
local failures, count = 0, 0
for _, item in ipairs(tests) do
  if item.name:find(only, 1, true) then
    count = count + 1
    local start = vim.loop.hrtime()
    local passed, fault = xpcall(item.body, debug.traceback)
    if not passed then failures = failures + 1 end
    io.stdout:write(('%s %s (%.1f s)\n'):format(passed and 'ok  ' or 'FAIL', item.name, (vim.loop.hrtime() - start) / 1e9))
    if not passed then io.stdout:write(fault .. '\n') end
  end
end
io.stdout:write(('%d passed, %d failed\n'):format(count - failures, failures))
vim.cmd((failures > 0 or count == 0) and 'cquit 1' or 'qall!')
