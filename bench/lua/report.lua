-- Shared by all scripts: counts answers by kind and prints one line of JSON at the end.
local ffi = require("ffi")
ffi.cdef [[ typedef struct { long s; long us; } stoa_time; int gettimeofday(stoa_time *t, void *z); ]]
local clock = ffi.new("stoa_time")

function now_ms()
  ffi.C.gettimeofday(clock, nil)
  return tonumber(clock.s) * 1000 + tonumber(clock.us) / 1000
end

local threads = {}

function remember(thread) table.insert(threads, thread) end

local function percentile(sorted, share)
  if #sorted == 0 then return 0 end
  return sorted[math.max(1, math.ceil(#sorted * share))]
end

function report(summary, latency)
  local refused, failed, flows = 0, 0, {}
  for _, thread in ipairs(threads) do
    refused = refused + (thread:get("refused") or 0)
    failed = failed + (thread:get("failed") or 0)
    for entry in string.gmatch(thread:get("flow_times") or "", "[%d%.]+") do table.insert(flows, tonumber(entry)) end
  end
  table.sort(flows)
  local seconds = summary.duration / 1e6
  local errors = failed + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  print(string.format(
    'RESULT {"seconds": %.2f, "requests": %d, "per_second": %.1f, "p50": %.2f, "p95": %.2f, "p99": %.2f, "slowest": %.2f, "refused": %d, "errors": %d, "flows": %d, "flows_per_second": %.2f, "flow_p50": %.2f, "flow_p95": %.2f, "flow_p99": %.2f}',
    seconds, summary.requests, summary.requests / seconds, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    latency:percentile(99) / 1000, latency.max / 1000, refused, errors, #flows, #flows / seconds, percentile(flows, 0.50),
    percentile(flows, 0.95), percentile(flows, 0.99)))
end
