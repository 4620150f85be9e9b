-- The checkout path beyond what the server can do: new carts and checkouts filled in, as fast as answers come.
-- The request id carries the time of sending, so that answered and refused requests are timed apart.
local folder = os.getenv("LUA_FOLDER")
dofile(folder .. "/report.lua")

local members = {}
function setup(thread) table.insert(members, thread) end

local function lines(name)
  local found = {}
  for line in io.lines(name) do table.insert(found, line) end
  return found
end

function init(args)
  math.randomseed(now_ms())
  other, answered, refused = 0, {}, {}
  tokens, variants, details = lines(os.getenv("TOKENS_FILE")), lines(os.getenv("VARIANTS_FILE")), os.getenv("CHECKOUT_BODY")
end

function request()
  local headers = { ["Content-Type"] = "application/json", ["X-Request-ID"] = string.format("sent-%.0f", now_ms() * 10) }
  if math.random(3) == 1 then
    local body = string.format('{"lines":[{"variant_id":"%s","quantity":1}]}', variants[math.random(#variants)])
    return wrk.format("POST", "/api/v1/carts", headers, body)
  end
  return wrk.format("PATCH", "/api/v1/carts/" .. tokens[math.random(#tokens)] .. "/checkout", headers, details)
end

function response(status, headers)
  local sent = headers["x-request-id"] or headers["X-Request-ID"] or ""
  local took = now_ms() - tonumber(sent:match("sent%-(%d+)") or "0") / 10
  if status == 503 then
    table.insert(refused, took)
    if not (headers["retry-after"] or headers["Retry-After"]) then other = other + 1 end
  elseif status >= 200 and status <= 299 then
    table.insert(answered, took)
  elseif status ~= 409 then -- Two requests may meet on one cart.
    other = other + 1
  end
end

local function gathered(name)
  local all = {}
  for _, thread in ipairs(members) do for _, value in ipairs(thread:get(name)) do table.insert(all, value) end end
  table.sort(all)
  return all
end

local function at(sorted, share) return #sorted == 0 and 0 or sorted[math.max(1, math.ceil(#sorted * share))] end

function done(summary)
  local good, shed, wrong = gathered("answered"), gathered("refused"), 0
  for _, thread in ipairs(members) do wrong = wrong + thread:get("other") end
  local seconds = summary.duration / 1e6
  local errors = wrong + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  print(string.format(
    'RESULT {"seconds": %.2f, "answered_per_second": %.1f, "p50": %.1f, "p95": %.1f, "p99": %.1f, "slowest": %.1f, "refused_per_second": %.1f, "refused_p50": %.1f, "refused_p99": %.1f, "errors": %d}',
    seconds, #good / seconds, at(good, 0.5), at(good, 0.95), at(good, 0.99), at(good, 1), #shed / seconds, at(shed, 0.5), at(shed, 0.99), errors))
end
