-- SOAP notes, streamed into the buffer while they are generated. See :help soapnote.

if vim.g.loaded_soapnote then
  return
end
vim.g.loaded_soapnote = true

if vim.fn.has('nvim-0.7') == 0 then
  vim.api.nvim_command([[command! -nargs=* -range SoapNote echoerr 'soapnote needs Neovim 0.7 or newer.']])
  return
end

-- The rest is loaded by the first use.
local function command(name, options, run)
  vim.api.nvim_create_user_command(name, function(arguments)
    run(require('soapnote.commands'), arguments)
  end, options)
end

local function specialties(lead)
  return require('soapnote.commands').complete(lead)
end

command('SoapNote', { range = '%', nargs = '?', complete = specialties, desc = 'SOAP note of the buffer or the lines' },
  function(commands, arguments)
    commands.generate(arguments.line1, arguments.line2, arguments.args)
  end)
command('SoapNoteParagraph', { nargs = '?', complete = specialties, desc = 'SOAP note of the paragraph' },
  function(commands, arguments)
    commands.paragraph(arguments.args)
  end)
command('SoapNoteInfo', { bang = true, desc = 'What the server is doing, and how' }, function(commands, arguments)
  commands.info(arguments.bang)
end)
for name, about in pairs({
  Cancel = 'Cancel the SOAP note that is being written',
  Retry = 'Make the SOAP note that failed again',
  Keep = 'Take the incomplete SOAP note as it is',
  Open = 'Open the last SOAP note in a new buffer',
  Restart = 'End the server; the next SOAP note starts it again',
}) do
  command('SoapNote' .. name, { desc = about }, function(commands)
    commands[name:lower()]()
  end)
end

vim.keymap.set('n', '<Plug>(soapnote)', function()
  return require('soapnote.commands').operator()
end, { expr = true })
vim.keymap.set('x', '<Plug>(soapnote)', ':SoapNote<CR>')
