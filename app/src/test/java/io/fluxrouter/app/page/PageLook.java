package io.fluxrouter.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * How a page looks by day, by night and on a phone: the pictures are kept, nothing may stick out of
 * them, and nobody may be unable to use it.
 */
final class PageLook {
    static final int[] DESK = {1280, 900};
    private static final int[] PHONE = {390, 844};
    private static final Set<String> SERIOUS = Set.of("serious", "critical");

    private PageLook() {}

    /**
     * Looks at a page that is open in all ways. It is loaded once: themes and widths are nothing
     * but style.
     *
     * @param path names the pictures
     */
    static void look(Page page, String path) {
        shoot(page, path, "light-desk");
        assertThat(findings(axe(page))).as(path).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        shoot(page, path, "dark-desk");
        // Only the colours differ.
        assertThat(findings(axe(page).withRules(List.of("color-contrast"))))
                .as(path + " in the dark")
                .isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(PHONE[0], PHONE[1]);
        shoot(page, path, "light-phone");
        page.setViewportSize(DESK[0], DESK[1]);
    }

    private static void shoot(Page page, String path, String look) {
        String file = path.replaceAll("[^a-z]+", "-") + "-" + look + ".png";
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(Path.of("target/screenshots", file))
                        .setFullPage(true));
        Object wide =
                page.evaluate(
                        "document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(wide).as(path + " is too wide for " + look).isEqualTo(0);
    }

    /** No page has frames, so there is nothing to be put together on a page of its own. */
    @SuppressWarnings("deprecation") // The mode without that page has no other name.
    private static AxeBuilder axe(Page page) {
        return new AxeBuilder(page).setLegacyMode(true);
    }

    private static List<String> findings(AxeBuilder axe) {
        return axe.analyze().getViolations().stream()
                .filter(rule -> SERIOUS.contains(rule.getImpact()))
                .map(rule -> rule.getId() + ": " + rule.getNodes())
                .toList();
    }
}
