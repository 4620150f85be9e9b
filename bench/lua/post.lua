-- Sends the bodies of BODIES_FILE (one JSON a line) to the paths of PATHS_FILE, both round robin; expects a 2xx.
local folder = os.getenv("LUA_FOLDER")
dofile(folder .. "/report.lua")

function setup(thread) remember(thread) end

local function lines(name)
  local found = {}
  for line in io.lines(name) do table.insert(found, line) end
  return found
end

function init(args)
  refused, failed, position = 0, 0, math.random(1, 1000)
  math.randomseed(now_ms())
  paths, bodies = lines(os.getenv("PATHS_FILE")), lines(os.getenv("BODIES_FILE"))
  headers = { ["Content-Type"] = "application/json" }
end

function request()
  position = position + 1
  return wrk.format("POST", paths[math.random(#paths)], headers, bodies[position % #bodies + 1])
end

function response(status)
  if status == 503 then refused = refused + 1 elseif status < 200 or status > 299 then failed = failed + 1 end
end

function done(summary, latency) report(summary, latency) end
