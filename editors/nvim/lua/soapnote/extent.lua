-- Where a note stands in its buffer.

local marks = require('soapnote.marks')

local api = vim.api
local M = {}

-- The row at which the note begins: below the blank line that follows its transcript; nil when that is not known.
function M.first_row(place)
  local row = marks.get(place, 'anchor')
  return place.is_whole and 0 or row and row + 2
end

-- The rows that are the note's, the blank lines around it included: the first one and the one after the last.
function M.rows(place)
  local first, last = marks.get(place, 'start'), marks.get(place, 'point') + 1
  local below = api.nvim_buf_get_lines(place.buffer, last, last + 1, false)[1]
  return first, last + (place.has_blank_below and below == '' and 1 or 0)
end

-- What stands between the marks; nil where one has gone.
function M.shown(place)
  local start, row, col = marks.get(place, 'start'), marks.get(place, 'point')
  if not (start and row) then
    return nil
  end
  local lines = api.nvim_buf_get_lines(place.buffer, place.is_whole and 0 or start + 1, row + 1, false)
  if #lines > 0 then
    lines[#lines] = lines[#lines]:sub(1, col)
  end
  return lines
end

return M
