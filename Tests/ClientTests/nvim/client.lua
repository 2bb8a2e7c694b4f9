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
