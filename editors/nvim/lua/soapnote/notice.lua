-- What the user did to a note, and to its place, since we last looked.

local extent = require('soapnote.extent')
local marks = require('soapnote.marks')
local undo = require('soapnote.undo')

local api = vim.api
local M = {}

-- Whether the characters of `line` are in `text` in their order, whatever else is.
local function holds(text, line)
  local at = 0
  for index = 1, #line do
    at = text:find(line:sub(index, index), at + 1, true)
    if not at then
      return false
    end
  end
  return true
end

function M.unmark(place)
  marks.unfence(place)
  marks.remove(place, 'start')
  marks.remove(place, 'point')
  place.is_open = false
end

-- Marks text that is there, from row `first`; fences it unless the note is complete.
local function mark_text(place, first)
  marks.set(place, 'start', math.max(first - 1, 0), 0)
  marks.set(place, 'point', first + #place.lines - 1, #place.lines[#place.lines])
  place.is_open = true
  if not place.is_complete then
    marks.fence(place)
  end
end

-- Takes out what an undo left of the note, which is the beginning of it.
local function remove_rest(place, first)
  local here = api.nvim_buf_get_lines(place.buffer, first, first + #place.lines, false)
  local count = 0
  while count < #here and here[count + 1] == place.lines[count + 1] do
    count = count + 1
  end
  local last = here[count + 1]
  if last and last ~= '' and vim.startswith(place.lines[count + 1], last) then
    count = count + 1
  end
  if count > 0 then
    api.nvim_buf_set_lines(place.buffer, place.is_whole and 0 or first - 1, first + count, false, {})
    place.tick = api.nvim_buf_get_changedtick(place.buffer)
  end
end

-- Notices what the user did since our last change: after it `is_open` is true only if the note is there as far as it goes.
function M.look(place)
  if not place.tick or place.tick == api.nvim_buf_get_changedtick(place.buffer) then
    return
  end
  place.tick = api.nvim_buf_get_changedtick(place.buffer)
  place.is_mixed = true
  local current, last = undo.changes(place.buffer)
  if current < last then
    place.is_undone = true
    place.base = math.min(place.base, current)
  end
  local first = extent.first_row(place)
  if first and #place.lines + #place.lines[1] > 1
    and vim.deep_equal(api.nvim_buf_get_lines(place.buffer, first, first + #place.lines, false), place.lines) then
    -- It is there; an undo or a redo may have left the marks anywhere.
    place.is_undone = false
    place.is_lost = false
    mark_text(place, first)
    return
  end
  local text = extent.shown(place)
  if place.is_open and text and not place.is_undone and holds(table.concat(text, '\n'), place.lines[#place.lines]) then
    return
  end
  if not place.is_undone then
    -- The user deleted the line that was being written. What is left of the note stays marked.
    place.is_lost = place.is_lost or place.is_open
    place.is_open = false
    return
  end
  -- An undo took it out, as a whole or in part.
  if first then
    remove_rest(place, first)
  end
  M.unmark(place)
end

return M
