-- Each request is another visitor: the next of the addresses, a user agent and a link, none of them in step.
local folder = os.getenv("BENCH_LOAD")

local function lines(name)
  local found = {}
  for line in io.lines(folder .. "/" .. name) do found[#found + 1] = line end
  return found
end

local addresses, agents, paths = lines("addresses"), lines("agents"), lines(os.getenv("BENCH_PATHS"))
local turn = 0

request = function()
  turn = turn + 1
  local headers = {
    ["Host"] = os.getenv("BENCH_HOST"),
    ["User-Agent"] = agents[turn * 7 % #agents + 1],
    ["X-Forwarded-For"] = addresses[turn % #addresses + 1],
    ["Accept-Language"] = "en-US,en;q=0.9",
    ["Accept-Encoding"] = "gzip, deflate",
  }
  return wrk.format("GET", paths[turn * 3 % #paths + 1], headers)
end

done = function(summary, latency, requests)
  local wrong = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), wrong))
end
