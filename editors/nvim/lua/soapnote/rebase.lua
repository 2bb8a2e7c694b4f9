-- A note as one undo step of its own, also when the user typed meanwhile.

local extent = require('soapnote.extent')
local marks = require('soapnote.marks')
local undo = require('soapnote.undo')

local api = vim.api

-- The windows that show the buffer, with their views.
local function views(place)
  local found = {}
  for _, window in ipairs(vim.fn.win_findbuf(place.buffer)) do
    found[window] = api.nvim_win_call(window, vim.fn.winsaveview)
  end
  return found
end

-- Makes the whole note one undo step of its own when the user changed anything while it came, which Neovim records as
-- steps that hold a piece of the note each. Goes back to before the note, and makes the user's changes in one step and the
-- note in another.
return function(place)
  place.is_mixed = false
  local was_fenced, windows = place.is_fenced, views(place)
  local first, last = extent.rows(place)
  local row, col = marks.get(place, 'point')
  local note = api.nvim_buf_get_lines(place.buffer, first, last, false)
  local rest = api.nvim_buf_get_lines(place.buffer, 0, -1, false)
  rest = vim.list_extend(vim.list_slice(rest, 1, first), rest, last + 1)
  undo.go(place.buffer, place.base)
  undo.replace(place.buffer, #rest == 0 and { '' } or rest)
  undo.divide(place.buffer)
  api.nvim_buf_set_lines(place.buffer, first, #rest == 0 and -1 or first, false, note)
  marks.set(place, 'anchor', math.max(first - 1, 0), 0)
  marks.set(place, 'start', first, 0)
  marks.set(place, 'point', row, col)
  for window, view in pairs(windows) do
    api.nvim_win_call(window, function()
      vim.fn.winrestview(view)
    end)
  end
  place.tick = api.nvim_buf_get_changedtick(place.buffer)
  if was_fenced then
    marks.fence(place)
  end
end
