-- What is said to the user.

local api = vim.api
local M = {}

local uv = vim.uv or vim.loop
local popups = {}
-- When something was said below last, in milliseconds.
local said_at = -math.huge

-- A small window in the corner, for what does not fit below: a long message there halts everything until Enter is pressed.
local function pop_up(message, highlight)
  local width = math.max(math.min(#message, vim.o.columns - 6, 72), 10)
  local lines, line = {}, ''
  for word in message:gmatch('%S+') do
    if line ~= '' and #line + 1 + #word > width then
      table.insert(lines, line)
      line = word
    else
      line = line == '' and word or line .. ' ' .. word
    end
  end
  table.insert(lines, line)
  local buffer = api.nvim_create_buf(false, true)
  vim.bo[buffer].bufhidden = 'wipe'
  api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  -- Below those that are still there.
  local row = 1
  for _, window in ipairs(popups) do
    if api.nvim_win_is_valid(window) then
      row = row + api.nvim_win_get_height(window) + 2
    end
  end
  local window = api.nvim_open_win(buffer, false, {
    relative = 'editor', anchor = 'NE', row = row, col = vim.o.columns - 1, width = width, height = #lines,
    style = 'minimal', border = 'rounded', focusable = false, noautocmd = true,
  })
  vim.wo[window].winhighlight = ('Normal:%s'):format(highlight)
  vim.wo[window].wrap = true
  table.insert(popups, window)
  vim.defer_fn(function()
    table.remove(popups, 1)
    if api.nvim_win_is_valid(window) then
      api.nvim_win_close(window, true)
    end
  end, 15000)
end

local function notify(message, level, highlight)
  message = 'soapnote: ' .. message
  vim.schedule(function()
    -- Two messages at once would halt everything too.
    local is_alone = uv.now() - said_at > 200
    if is_alone and vim.fn.strdisplaywidth(message) <= vim.v.echospace then
      said_at = uv.now()
      vim.notify(message, level)
    else
      pop_up(message, highlight)
    end
  end)
end

function M.tell(message)
  notify(message, vim.log.levels.INFO, 'Normal')
end

function M.warn(message)
  notify(message, vim.log.levels.WARN, 'WarningMsg')
end

function M.fail(message)
  notify(message, vim.log.levels.ERROR, 'ErrorMsg')
end

return M
