-- One flow is one complete guest purchase: a new cart with two items, the checkout filled in, the order placed.
-- One thread a connection, so that a flow's requests follow each other.
local folder = os.getenv("LUA_FOLDER")
dofile(folder .. "/report.lua")

function setup(thread) remember(thread) end

function init(args)
  math.randomseed(now_ms() * 1000 + tonumber(tostring({}):match("0x(%x+)"), 16) % 100000)
  refused, failed, step, flow_times, variants = 0, 0, 1, "", {}
  for line in io.lines(os.getenv("VARIANTS_FILE")) do table.insert(variants, line) end
  details = os.getenv("CHECKOUT_BODY")
  headers = { ["Content-Type"] = "application/json" }
end

local function variant() return variants[math.random(#variants)] end

function request()
  if step == 1 then
    began = now_ms()
    local one, two = variant(), variant()
    local body = string.format('{"lines":[{"variant_id":"%s","quantity":1},{"variant_id":"%s","quantity":2}]}', one, two)
    return wrk.format("POST", "/api/v1/carts", headers, body)
  elseif step == 2 then
    return wrk.format("PATCH", "/api/v1/carts/" .. token .. "/checkout", headers, details)
  end
  return wrk.format("POST", "/api/v1/carts/" .. token .. "/checkout/place", headers, "{}")
end

function response(status, _, body)
  if status == 503 then
    refused = refused + 1 -- The same step again: shed load is repeated by its caller.
  elseif status < 200 or status > 299 then
    failed, step = failed + 1, 1
  elseif step == 1 then
    token = body:match('"token":"([^"]+)"')
    step = 2
  elseif step == 2 then
    step = 3
  else
    if not body:match('"status":"placed"') then failed = failed + 1 end
    flow_times = flow_times .. string.format("%.1f ", now_ms() - began)
    step = 1
  end
end

function done(summary, latency) report(summary, latency) end
