-- Sends the calls that were signed in advance, each once. A thread has a file of its own.
local threads = 0

function setup(thread)
    threads = threads + 1
    thread:set("number", threads)
end

function init(args)
    local common = {}
    for line in io.lines(args[1] .. "." .. number .. ".common") do
        local name, value = line:match("^(%S+) (.+)$")
        common[name] = value
    end
    headers = {
        ["x-acs-action"] = "ListApplication",
        ["x-acs-content-sha256"] = common.hash,
        ["x-acs-date"] = common.date,
        ["x-acs-version"] = "2017-08-01",
        ["content-length"] = "0",
    }
    calls = io.lines(args[1] .. "." .. number)
end

function request()
    local line = not done and calls()
    if not line then
        done = true
        -- All are sent; what is sent now comes too late to be counted.
        wrk.thread:stop()
        return wrk.format("GET", "/_mock/clock")
    end
    local nonce, authorization = line:match("^(%S+) (.+)$")
    headers["x-acs-signature-nonce"] = nonce
    headers["authorization"] = authorization
    return wrk.format("POST", "/pop/v5/app/app_list", headers)
end
