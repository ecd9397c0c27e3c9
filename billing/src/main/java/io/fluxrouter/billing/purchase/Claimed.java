package io.fluxrouter.billing.purchase;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A row that somebody works on until the time he said; after that it is anybody's again.
 *
 * @param attempts how often it was taken up, this time included
 * @param tries how often Stripe kept a failure as its answer, so that another key was needed
 */
record Claimed(UUID id, int attempts, int tries) {
    static Claimed read(ResultSet row) throws SQLException {
        return new Claimed(
                row.getObject("id", UUID.class), row.getInt("attempts"), row.getInt("tries"));
    }
}
