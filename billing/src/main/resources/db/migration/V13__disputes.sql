-- Payments that a cardholder calls back by the bank, as Stripe tells of them. Without a customer: no purchase was
-- made by the payment.
CREATE TABLE stripe_dispute (
    id              text PRIMARY KEY,
    payment_intent  text,
    customer_id     uuid REFERENCES customer (id),
    amount_cents    bigint      NOT NULL CHECK (amount_cents >= 0),
    currency        text        NOT NULL,
    reason          text,
    status          text        NOT NULL CHECK (status IN ('open', 'won', 'lost')),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
CREATE INDEX stripe_dispute_holds ON stripe_dispute (customer_id) WHERE status <> 'won';
