-- Extmarks of a note: where it stands, that it is not complete, and what is to be said of it.

local api = vim.api
local M = {}

local marks = api.nvim_create_namespace('soapnote')
vim.cmd('highlight default link SoapNoteIncomplete WarningMsg')

function M.set(place, name, row, col)
  -- Text that comes in at the point goes before it; at the start, after it.
  place.marks[name] = api.nvim_buf_set_extmark(place.buffer, marks, row, col, {
    id = place.marks[name], right_gravity = name ~= 'start',
  })
end

-- Row and column of a mark, from 0; nil when it has none, or stands behind the buffer's end.
function M.get(place, name)
  local id = place.marks[name]
  local at = id and api.nvim_buf_get_extmark_by_id(place.buffer, marks, id, {}) or {}
  if at[1] and at[1] < api.nvim_buf_line_count(place.buffer) then
    return at[1], at[2]
  end
end

function M.remove(place, name)
  if place.marks[name] then
    api.nvim_buf_del_extmark(place.buffer, marks, place.marks[name])
    place.marks[name] = nil
  end
end

function M.fence_rows(place, first, last)
  for row = first, last do
    api.nvim_buf_set_extmark(place.buffer, place.fence, row, 0, {
      -- It stays on its line when text comes in at the line's beginning.
      sign_text = '┃', sign_hl_group = 'SoapNoteIncomplete', priority = 90, right_gravity = false,
    })
  end
end

function M.unfence(place)
  api.nvim_buf_clear_namespace(place.buffer, place.fence, 0, -1)
  place.is_fenced = false
end

function M.fence(place)
  M.unfence(place)
  M.fence_rows(place, place.is_whole and 0 or M.get(place, 'start') + 1, M.get(place, 'point'))
  place.is_fenced = true
  M.show(place, place.label)
end

-- Shows `label` above the note, as virtual text.
function M.show(place, label)
  place.label = label
  if not api.nvim_buf_is_loaded(place.buffer) then
    return
  end
  local row = M.get(place, 'anchor')
  if label == '' or not row then
    M.remove(place, 'label')
    return
  end
  local text = { { label, 'SoapNoteIncomplete' } }
  place.marks.label = api.nvim_buf_set_extmark(place.buffer, marks, row, 0, place.is_whole
    and { id = place.marks.label, virt_text = text } or { id = place.marks.label, virt_lines = { text } })
end

return M
