package io.fluxrouter.console.page;

import io.fluxrouter.billing.member.Membership;
import java.util.ArrayList;
import java.util.List;

/** Makes the frames of pages. */
public final class PageFrames {
    private static final List<Frame.Link> CUSTOMER =
            List.of(
                    new Frame.Link("Overview", "/home", "home", false),
                    new Frame.Link("Usage", "/home/usage", "usage", false),
                    new Frame.Link("Playground", "/home/playground", "play", false),
                    new Frame.Link("Keys", "/home/keys", "key", false),
                    new Frame.Link("Billing", "/home/billing", "card", false),
                    new Frame.Link("Audit", "/home/audit", "list", false),
                    new Frame.Link("People", "/home/people", "people", false));
    private static final List<Frame.Link> OPERATOR =
            List.of(
                    new Frame.Link("Margin", "/admin", "margin", false),
                    new Frame.Link("Customers", "/admin/customers", "people", false),
                    new Frame.Link("Subscriptions", "/admin/subscriptions", "turn", false),
                    new Frame.Link("Plans", "/admin/plans", "plan", false),
                    new Frame.Link("Features", "/admin/features", "switch", false),
                    new Frame.Link("Experiments", "/admin/experiments", "try", false),
                    new Frame.Link("Credit", "/admin/credit", "coin", false),
                    new Frame.Link("Invoices", "/admin/invoices", "card", false),
                    new Frame.Link("Webhooks", "/admin/webhooks", "hook", false),
                    new Frame.Link("Models", "/admin/models", "play", false),
                    new Frame.Link("Providers", "/admin/providers", "cloud", false),
                    new Frame.Link("System", "/admin/system", "usage", false),
                    new Frame.Link("Settings", "/admin/settings", "gear", false));

    private final Assets assets;
    private final boolean development;

    public PageFrames(Assets assets, boolean development) {
        this.assets = assets;
        this.development = development;
    }

    /**
     * @param here the path of the side bar's entry that the page belongs to
     */
    public Frame of(Visit visit, String title, String here) {
        Membership at = visit.at();
        boolean operator = visit.visitor().isOperator();
        return new Frame(
                title,
                assets,
                new Frame.Who(
                        visit.visitor().email(),
                        at == null ? null : at.customerName(),
                        visit.customers()),
                at == null ? List.of() : marked(CUSTOMER, here),
                operator ? marked(OPERATOR, here) : List.of(),
                banner(visit));
    }

    private String banner(Visit visit) {
        Membership at = visit.at();
        if (at != null && !visit.customers().contains(at)) {
            return "You see the pages of " + at.customerName() + " as the operator.";
        }
        return development ? "Development mode: payments are simulated." : "";
    }

    private static List<Frame.Link> marked(List<Frame.Link> links, String here) {
        List<Frame.Link> marked = new ArrayList<>();
        for (Frame.Link link : links) {
            marked.add(
                    new Frame.Link(
                            link.title(), link.path(), link.icon(), link.path().equals(here)));
        }
        return marked;
    }
}
