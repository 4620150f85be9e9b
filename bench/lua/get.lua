-- Reads the paths of PATHS_FILE (one a line) round robin.
local folder = os.getenv("LUA_FOLDER")
dofile(folder .. "/report.lua")

function setup(thread) remember(thread) end

function init(args)
  refused, failed, position, paths = 0, 0, 0, {}
  for line in io.lines(os.getenv("PATHS_FILE")) do table.insert(paths, wrk.format("GET", line)) end
end

function request()
  position = position % #paths + 1
  return paths[position]
end

function response(status)
  if status == 503 then refused = refused + 1 elseif status ~= 200 then failed = failed + 1 end
end

function done(summary, latency) report(summary, latency) end
