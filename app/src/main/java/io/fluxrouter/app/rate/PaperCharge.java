package io.fluxrouter.app.rate;

/**
 * One kind of question that {@code rate} answers: a charge on paper, with no customer behind it.
 * Implementations read fields, call the code that invoices are made with, and write fields; they
 * throw {@link BadInput} or {@link IllegalArgumentException} for what cannot be priced.
 */
@FunctionalInterface
interface PaperCharge {
    PaperResult rate(PaperInput input);
}
