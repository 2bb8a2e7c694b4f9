-- :checkhealth soapnote

local M = {}

-- The names that these have had since Neovim 0.9 and 0.8, else those before.
local health = vim.health or require('health')
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local warn = health.warn or health.report_warn
local bad = health.error or health.report_error

function M.check()
  start('soapnote')
  local config = require('soapnote.config')
  local program = config.command()[1]
  if vim.fn.executable(program) == 0 then
    bad(('There is no server %s.'):format(program), { 'Install soapnote-lsp.', 'Or set the option server to its path.' })
    return
  end
  local facts, problem = require('soapnote.commands').facts(true)
  if not facts then
    bad(problem)
    return
  end
  local report = { problem = bad }
  for _, fact in ipairs(facts) do
    if fact[1] == 'engine' and vim.startswith(fact[2], 'offline') then
      warn(('engine: %s'):format(fact[2]), { 'Set SOAPNOTEAPI_KEY for notes that a model writes.' })
    else
      (report[fact[1]] or ok)(('%s: %s'):format(fact[1], fact[2]))
    end
  end
end

return M
