-- Where the page to pay on sends its visitor, as the first call for it said: Stripe is asked again for the same page
-- with the same words. Null where there is no page, and for what was bought before this was kept.
ALTER TABLE credit_purchase ADD COLUMN success_url text, ADD COLUMN cancel_url text;
