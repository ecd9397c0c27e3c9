-- The same sums as usage_hourly's of whole UTC days, without keys: a page of three months reads a day where it read
-- twenty-four hours of each key. Written by the transaction that settles, beside the hours.
CREATE TABLE usage_daily (
    day                  date   NOT NULL,
    customer_id          uuid   NOT NULL,
    model                text   NOT NULL,
    provider             text   NOT NULL,
    lane                 text   NOT NULL,
    requests             bigint NOT NULL,
    failed_requests      bigint NOT NULL,
    prompt_tokens        bigint NOT NULL,
    completion_tokens    bigint NOT NULL,
    cached_tokens        bigint NOT NULL,
    reasoning_tokens     bigint NOT NULL,
    cost_nanos           bigint NOT NULL,
    market_cost_nanos    bigint NOT NULL,
    provider_cost_nanos  bigint NOT NULL,
    PRIMARY KEY (day, customer_id, model, provider, lane)
) WITH (fillfactor = 50);  -- every batch changes the rows of its day

INSERT INTO usage_daily
SELECT (hour AT TIME ZONE 'UTC')::date, customer_id, model, provider, lane, sum(requests), sum(failed_requests),
       sum(prompt_tokens), sum(completion_tokens), sum(cached_tokens), sum(reasoning_tokens), sum(cost_nanos),
       sum(market_cost_nanos), sum(provider_cost_nanos)
FROM usage_hourly GROUP BY 1, 2, 3, 4, 5;
