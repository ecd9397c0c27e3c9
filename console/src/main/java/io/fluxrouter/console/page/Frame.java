package io.fluxrouter.console.page;

import io.fluxrouter.billing.member.Membership;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands around a page.
 *
 * @param title of the page, also in the window's
 * @param nav the pages that the visitor may go to
 * @param banner what everybody must know on every page; empty for nothing
 */
public record Frame(
        String title,
        Assets assets,
        @Nullable Who who,
        List<Link> nav,
        List<Link> operatorNav,
        String banner) {
    public Frame {
        nav = List.copyOf(nav);
        operatorNav = List.copyOf(operatorNav);
    }

    /** The visitor, and whose pages these are; null customer for the operator's own. */
    public record Who(String email, @Nullable String customer, List<Membership> customers) {
        public Who {
            customers = List.copyOf(customers);
        }
    }

    /** An entry of the side bar. */
    public record Link(String title, String path, String icon, boolean here) {}

    /** For pages that are seen before signing in. */
    public static Frame bare(String title, Assets assets) {
        return new Frame(title, assets, null, List.of(), List.of(), "");
    }
}
