package io.fluxrouter.console.page.account;

/** Where somebody goes after signing in: a page of the console, whatever the address says. */
final class Next {
    private static final String HOME = "/home";

    private Next() {}

    /** The path itself if it can only be one of ours, else the home page. */
    static String safe(String wanted) {
        boolean known =
                wanted.equals(HOME)
                        || wanted.startsWith("/home/")
                        || wanted.equals("/admin")
                        || wanted.startsWith("/admin/")
                        || wanted.startsWith("/invitations/");
        boolean plain =
                wanted.chars()
                        .allMatch(
                                c ->
                                        (c >= 'a' && c <= 'z')
                                                || (c >= 'A' && c <= 'Z')
                                                || (c >= '0' && c <= '9')
                                                || "/-_.".indexOf(c) >= 0);
        return known && plain && !wanted.contains("//") && !wanted.contains("..") ? wanted : HOME;
    }
}
