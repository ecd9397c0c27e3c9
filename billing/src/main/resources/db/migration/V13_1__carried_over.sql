-- An invoice below what Stripe charges is carried over: it is paid together with another one of its customer.
ALTER TABLE invoice_collection ADD COLUMN carried_by uuid REFERENCES invoice_collection (invoice_id);
CREATE INDEX invoice_collection_carried ON invoice_collection (carried_by) WHERE carried_by IS NOT NULL;
