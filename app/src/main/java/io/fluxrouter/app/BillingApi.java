package io.fluxrouter.app;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.billing.access.OrganizationKeys;
import io.fluxrouter.billing.account.Accounts;
import io.fluxrouter.billing.account.Sessions;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.console.account.AuthCalls;
import io.fluxrouter.console.account.OrganizationKeyCalls;
import io.fluxrouter.console.account.SessionCookies;
import io.fluxrouter.console.billing.BilledCustomerCalls;
import io.fluxrouter.console.http.Endpoint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The calls under /api/v1, wired. */
final class BillingApi {
    private BillingApi() {}

    static List<Endpoint> endpoints(Config config, Jdbi jdbi, OrganizationKeys keys, Clock clock) {
        SessionCookies cookies = new SessionCookies(config.mode() == Config.Mode.PRODUCTION);
        List<Endpoint> all = new ArrayList<>();
        all.addAll(
                new AuthCalls(new Accounts(jdbi, clock), new Sessions(jdbi, clock), cookies)
                        .endpoints());
        all.addAll(new OrganizationKeyCalls(keys).endpoints());
        all.addAll(new BilledCustomerCalls(new Customers(jdbi, clock)).endpoints());
        return all;
    }
}
